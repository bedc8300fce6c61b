using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Incidents.Application.Store;
using Incidents.Domain;

namespace Incidents.Application.Tests.Store;

public sealed class AStoredEvent
{
    private const string Rule =
        "an event is never edited, because what is stored must load for ever: add a new event type for "
        + "the new shape, and leave this type and its golden file as they are";

    public static TheoryData<string> Files => [.. GoldenFile.All.Select(file => file.Name)];

    public static TheoryData<Type> Types => [.. EventNames.All.Keys];

    [Theory, MemberData(nameof(Files))]
    public void has_the_shape_that_it_always_had(string name) =>
        GoldenFile.Write(Of(name).Today).Should().Be(Of(name).Content, Rule);

    [Theory, MemberData(nameof(Files))]
    public void loads_for_ever_and_is_written_again_as_it_was(string name) =>
        GoldenFile.Write(Of(name).Loaded).Should().Be(Of(name).Content, Rule);

    [Theory, MemberData(nameof(Files))]
    public void has_a_golden_file_with_every_member_or_with_none_that_can_be_left_out(string name)
    {
        var json = JsonNode.Parse(Of(name).Content)!.AsObject();
        var members = RecordShape.Of(Of(name).Type).Where(member => Of(name).IsFull || !member.IsOptional);

        json.Select(member => member.Key).Should().Equal(members.Select(member => member.Name));
    }

    [Fact]
    public void is_folded_after_those_before_it()
    {
        var (incident, tenant) = (Incident.Initial, Tenant.Initial);
        var (exception, proposal) = (PolicyException.Initial, PolicyChange.Initial);
        foreach (var file in GoldenFile.All)
        {
            var folding = () =>
            {
                if (file.Loaded is IncidentEvent ofIncident)
                    incident = incident.Evolve(ofIncident);
                else if (file.Loaded is TenantEvent ofTenant)
                    tenant = tenant.Evolve(ofTenant);
                else if (file.Loaded is PolicyExceptionEvent ofException)
                    exception = exception.Evolve(ofException);
                else if (file.Loaded is PolicyChangeEvent ofProposal)
                    proposal = proposal.Evolve(ofProposal);
            };

            folding.Should().NotThrow($"{file.Name} must fold for ever");
        }

        incident.Version.Should()
            .Be(GoldenFile.All.Count(file => file.Type.IsSubclassOf(typeof(IncidentEvent))));
        tenant.Pack.Should().NotBeNull();
    }

    [Fact]
    public void has_a_golden_file_and_no_file_is_without_one() =>
        Repository.Files(GoldenFile.Folder).Should().BeEquivalentTo(GoldenFile.All.Select(file => file.Path));

    [Theory, MemberData(nameof(Types))]
    public void of_any_content_is_written_again_byte_for_byte(Type type) =>
        AnyEvent.Of(type).Sample(@event =>
        {
            var written = JsonSerializer.SerializeToUtf8Bytes<object>(@event, StoreJson.Options);
            var read = JsonSerializer.Deserialize(written, type, StoreJson.Options)!;

            return JsonSerializer.SerializeToUtf8Bytes(read, StoreJson.Options).AsSpan()
                .SequenceEqual(written);
        }, iter: 200);

    [Theory, MemberData(nameof(Types))]
    public void is_written_by_the_store_as_here(Type type)
    {
        var @event = FilledEvent.Full(type);

        IncidentStore.Serializer().ToJson(@event).Should()
            .Be(JsonSerializer.Serialize<object>(@event, StoreJson.Options));
    }

    [Fact]
    public void holds_no_text_that_is_not_sealed()
    {
        Text[] texts =
        [
            Text.Narrative("clear"), new WithheldText(TextClass.Narrative),
            new ErasedText(TextClass.Narrative),
        ];

        foreach (var text in texts)
        {
            FluentActions.Invoking(
                () => JsonSerializer.Serialize(new IncidentReopened(text), StoreJson.Options))
                .Should().Throw<InvalidOperationException>().WithMessage($"A {text.GetType().Name} *");
            FluentActions.Invoking(() => JsonSerializer.Serialize<object>(text, StoreJson.Options))
                .Should().Throw<InvalidOperationException>(
                    "also where the member says more than that it is a text");
        }
    }

    private static GoldenFile Of(string name) => GoldenFile.All.Single(file => file.Name == name);
}
