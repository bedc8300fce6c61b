using System.Text.Json;
using CsCheck;
using Incidents.Application.PersonalData;
using Incidents.Application.Store;
using Incidents.Domain;

namespace Incidents.Application.Tests.PersonalData;

public sealed class SealingAnEvent
{
    private readonly KeyChain _keys = new();

    [Theory]
    [MemberData(nameof(Samples.EveryEvent), MemberType = typeof(Samples))]
    public void leaves_no_text_readable_in_what_is_stored(Type type)
    {
        var json = JsonSerializer.Serialize<object>(Sealed(Samples.Of(type)), StoreJson.Options);

        json.Should().NotContain(Samples.Marker);
    }

    [Theory]
    [MemberData(nameof(Samples.EveryEvent), MemberType = typeof(Samples))]
    public void is_undone_by_opening_what_was_stored(Type type)
    {
        var @event = Samples.Of(type);
        var json = JsonSerializer.Serialize<object>(Sealed(@event), StoreJson.Options);
        var loaded = (StoredEvent)JsonSerializer.Deserialize(json, type, StoreJson.Options)!;

        var opened = Seal.OpenEvent(
            Samples.Tenant, Samples.Stream, loaded, EventNames.Of(loaded), _keys, Samples.Everything);

        opened.Should().BeEquivalentTo(@event, options => options.RespectingRuntimeTypes());
        TextFields.Of(opened).Should().Equal(TextFields.Of(@event));
    }

    [Theory]
    [MemberData(nameof(Samples.EveryEvent), MemberType = typeof(Samples))]
    public void names_the_keys_it_lies_under_before_and_after(Type type)
    {
        var @event = Samples.Of(type);
        var keys = TextFields.Of(@event)
            .SelectMany(field => new[] { ((ClearText)field.Text).Person ?? Samples.Stream, Samples.Stream })
            .ToHashSet();

        Seal.KeysToSeal(Samples.Stream, @event).Should().BeEquivalentTo(keys);
        Seal.KeysOf(Samples.Stream, Sealed(@event)).Should().BeEquivalentTo(keys);
        _keys.Made.Select(made => made.Id).Should().BeEquivalentTo(keys);
    }

    [Fact]
    public void gives_back_any_text() =>
        Gen.String.Where(text => !text.Any(char.IsSurrogate)).Sample(text =>
        {
            var opened = Opened(Sealed(new IncidentReopened(Text.Narrative(text))), Samples.Everything);

            return ((ClearText)opened.Reason).Value == text;
        }, threads: 1);

    [Fact]
    public void uses_another_nonce_each_time()
    {
        var reopened = new IncidentReopened(Text.Narrative("again"));

        var nonces = Enumerable.Range(0, 100).Select(_ => ((SealedText)Sealed(reopened).Reason).Nonce);

        nonces.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void makes_keys_for_what_they_belong_to()
    {
        Sealed(new DisciplinaryActionCommenced(
            Text.Of("why", TextClass.Disciplinary), Samples.Person, Text.Name("Ann", Samples.Person),
            Position: null));
        Seal.SealEvent(
            Samples.Tenant, Tenant.StreamId, new TenantMade(Text.Narrative("Hillside")), "tenant_made",
            _keys);

        _keys.Made.Select(made => (made.Id, made.Purpose)).Should().BeEquivalentTo(new[]
        {
            (Samples.Stream, KeyPurpose.Incident),
            (Samples.Person, KeyPurpose.Person),
            (Tenant.StreamId, KeyPurpose.Tenant),
        });
    }

    [Fact]
    public void puts_what_outlives_its_stream_under_the_key_of_the_tenant_alone()
    {
        var erased = Sealed(new IncidentErased(Text.OfTenant("Art 17"), Text.OfTenant("because")));
        _keys.MarkDestroyed(Samples.Stream);

        _keys.Made.Select(made => (made.Id, made.Purpose)).Should()
            .Equal((Tenant.StreamId, KeyPurpose.Tenant));
        Seal.KeysOf(Samples.Stream, erased).Should().Equal(Tenant.StreamId);
        Opened(erased, Samples.Everything).Reason.Should()
            .Be(new ClearText(TextClass.Narrative, "because", Tenant.StreamId));
    }

    [Fact]
    public void keeps_the_purpose_of_a_key_that_was_made_for_a_report()
    {
        _keys.GetOrMake(Samples.Person, KeyPurpose.Report);
        Sealed(new DisciplinaryActionCommenced(
            Text.Name("Ann", Samples.Person), PersonId: null, Person: null, Position: null));

        _keys.Made.Single(made => made.Id == Samples.Person).Purpose.Should().Be(KeyPurpose.Report);
    }

    [Fact]
    public void refuses_a_text_that_was_not_decided_just_now()
    {
        Text[] texts = [ASealedText, new WithheldText(TextClass.Narrative), new ErasedText(TextClass.Actor)];

        foreach (var text in texts)
        {
            FluentActions.Invoking(() => Sealed(new IncidentReopened(text))).Should()
                .Throw<InvalidOperationException>()
                .WithMessage("reason of incident_reopened is a *");
        }
    }

    [Fact]
    public void refuses_a_key_that_was_destroyed()
    {
        _keys.MarkDestroyed(Samples.Stream);

        FluentActions.Invoking(() => Sealed(new IncidentReopened(Text.Narrative("again"))))
            .Should().Throw<KeyDestroyedException>().Which.KeyId.Should().Be(Samples.Stream);
        _keys.Made.Should().BeEmpty();
    }

    [Fact]
    public void opens_what_the_first_version_sealed()
    {
        _keys.Hold(Samples.Stream, [.. Enumerable.Range(0, KeyChain.KeyLength).Select(i => (byte)i)]);
        var first = new SealedText(Samples.Stream, TextClass.Narrative, "IN0w-U6srPwicCl3",
            "kEb0RB2EsU_lXPjKhd4iPLtzH6eYYMb4utlFEIz2hYjH65J8vP59iXb5tWA");

        var opened = Opened(new IncidentReopened(first), Samples.Everything);

        ((ClearText)opened.Reason).Value.Should().Be("Sealed by the first version.");
    }

    private static SealedText ASealedText => new(Samples.Stream, TextClass.Narrative, "AAAA", "AAAA");

    private T Sealed<T>(T @event)
        where T : StoredEvent =>
        Seal.SealEvent(Samples.Tenant, Samples.Stream, @event, EventNames.Of(@event), _keys);

    private T Opened<T>(T @event, IReadOnlySet<TextClass> opens)
        where T : StoredEvent =>
        Seal.OpenEvent(Samples.Tenant, Samples.Stream, @event, EventNames.Of(@event), _keys, opens);
}
