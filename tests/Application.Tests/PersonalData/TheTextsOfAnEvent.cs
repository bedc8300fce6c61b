using System.Collections.Immutable;
using Incidents.Application.PersonalData;
using Incidents.Domain;

namespace Incidents.Application.Tests.PersonalData;

public sealed class TheTextsOfAnEvent
{
    private static readonly PersonConcerned Witness =
        new(Samples.Person, Text.Name("Ann", Samples.Person), Relation.Witness, [Role.Staff]);

    private static readonly DetailsAdded Details = new(
        IncidentKind.NearMiss, Text.Narrative("description"), OccurredAt: null, DiscoveredAt: null,
        Location: null, "lost-paper", [Witness, Witness with { Name = Text.Name("Bob", Samples.Person) }],
        [Role.Headteacher],
        [Text.Narrative("registers"), Text.Narrative("mail")], default, RemedialActionTaken: null,
        TrainingOfThoseInvolved: null, OthersInformed: null, Answer.Yes);

    [Fact]
    public void bear_the_paths_of_its_json() =>
        TextFields.Of(Details).Select(field => field.Path).Should().BeEquivalentTo(
            "description", "peopleInvolved[0].name", "peopleInvolved[1].name", "systemsInvolved[0]",
            "systemsInvolved[1]");

    [Fact]
    public void are_found_inside_a_record_that_is_inside()
    {
        var evidence = new EvidenceRecorded(
            Samples.Stream, Text.Narrative("a letter"), Source: null, CollectedAt: null, Location: null,
            new(Samples.Person, Text.Narrative("a.pdf"), Text.Narrative("application/pdf"), 3,
                Text.Narrative("hash")));

        TextFields.Of(evidence).Select(field => field.Path).Should().BeEquivalentTo(
            "description", "file.fileName", "file.mediaType", "file.sha256");
    }

    [Fact]
    public void change_where_they_stand_and_nothing_else_does()
    {
        var changed = TextFields.Map(Details, (path, text) =>
            path == "peopleInvolved[1].name" ? new ErasedText(text.Class) : text);

        changed.PeopleInvolved[1].Should().Be(
            Details.PeopleInvolved[1] with { Name = new ErasedText(TextClass.Personal) });
        changed.PeopleInvolved[0].Should().BeSameAs(Witness);
        (changed with { PeopleInvolved = Details.PeopleInvolved }).Should().Be(Details);
        Details.PeopleInvolved[1].Name.Should().BeOfType<ClearText>("the event itself is never changed");
    }

    [Fact]
    public void give_the_same_event_where_none_changes() =>
        TextFields.Map(Details, (_, text) => text).Should().BeSameAs(Details);

    [Fact]
    public void leave_an_event_without_any_the_same()
    {
        var accepted = new AllocationAccepted(Samples.Person);

        TextFields.Map(accepted, (_, text) => new ErasedText(text.Class)).Should().BeSameAs(accepted);
        TextFields.Any(accepted, _ => true).Should().BeFalse();
    }

    [Fact]
    public void keep_what_stands_beside_the_constructor()
    {
        var record = new WithMore(Text.Narrative("a")) { More = 7 };

        TextFields.Map(record, (_, text) => new ErasedText(text.Class)).More.Should().Be(7);
    }

    [Fact]
    public void are_found_in_a_record_of_which_the_member_names_only_the_base() =>
        TextFields.Of(new HoldsBase(new Derived(Text.Narrative("a")))).Select(field => field.Path)
            .Should().Equal("inner.hidden");

    [Theory]
    [InlineData(typeof(InList))]
    [InlineData(typeof(InDictionary))]
    [InlineData(typeof(InObject))]
    [InlineData(typeof(InStruct))]
    [InlineData(typeof(InNullableArray))]
    public void are_refused_where_they_cannot_be_sealed(Type type)
    {
        var record = Activator.CreateInstance(type, [null])!;

        FluentActions.Invoking(() => TextFields.Of(record)).Should().Throw<NotSupportedException>()
            .WithMessage($"{type.Name}.*");
    }

    [Fact]
    public void are_known_by_what_they_are()
    {
        TextFields.Any(Details, text => text.Class == TextClass.Personal).Should().BeTrue();
        TextFields.Any(Details, text => text is SealedText).Should().BeFalse();
    }

    private sealed record WithMore(Text Text)
    {
        public int More { get; init; }
    }

    private abstract record Base;

    private sealed record Derived(Text Hidden) : Base;

    private sealed record HoldsBase(Base Inner);

    private sealed record InList(List<Text>? Texts);

    private sealed record InDictionary(IReadOnlyDictionary<string, Text>? Texts);

    private sealed record InObject(object? Anything);

    private readonly record struct Pair(Text One, Text Other);

    private sealed record InStruct(Pair? Texts);

    private sealed record InNullableArray(ImmutableArray<Text>? Texts);
}
