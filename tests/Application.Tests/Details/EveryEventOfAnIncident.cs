using System.Text.Json.Nodes;
using Incidents.Application.Details;
using Incidents.Application.History;
using Incidents.Application.PersonalData;
using Incidents.Application.Tests.Store;
using Incidents.Domain;

namespace Incidents.Application.Tests.Details;

public sealed class EveryEventOfAnIncident
{
    private static readonly DateTimeOffset Recorded = new(2026, 3, 4, 9, 0, 0, TimeSpan.Zero);

    private static readonly OpenedEvent[] Events =
    [
        .. GoldenFile.All.Where(file => file.IsFull).Select(file => file.Loaded).OfType<IncidentEvent>()
            .Select((e, i) => new OpenedEvent(
                i + 1, Recorded.AddMinutes(i), new ActorView(FilledEvent.Stream, null, [Role.OfficeManager]),
                null, TextFields.Map(e, (path, text) => new ClearText(text.Class, path, Person: null)))),
    ];

    public static TheoryData<string> Types => [.. Events.Select(e => e.Type)];

    [Theory, MemberData(nameof(Types))]
    public void changes_what_the_details_show(string type)
    {
        var view = new JsonObject();
        foreach (var before in Events.TakeWhile(e => e.Type != type))
            IncidentDetails.Show(view, before);
        var shown = view.ToJsonString();

        IncidentDetails.Show(view, Of(type));

        view.ToJsonString().Should().NotBe(shown);
    }

    [Theory, MemberData(nameof(Types))]
    public void is_shown_with_every_text_that_it_holds(string type)
    {
        var view = new JsonObject();
        foreach (var e in Events.TakeWhile(e => e.Type != type).Append(Of(type)))
            IncidentDetails.Show(view, e);
        var shown = view.ToJsonString();

        TextFields.Of(Of(type).Data).Where(field => !shown.Contains($"\"{field.Path}\"")).Should().BeEmpty();
    }

    [Theory, MemberData(nameof(Types))]
    public void is_shown_also_to_who_sees_nothing_of_what_came_before(string type) =>
        FluentActions.Invoking(() => IncidentDetails.Show([], Of(type))).Should().NotThrow();

    [Fact]
    public void stands_in_the_history_with_its_type_its_points_and_all_that_it_holds()
    {
        var history = IncidentHistory.Of(new(Incident.Initial, Sight.None, DefaultPack.Create(), Events))
            .ToArray();

        history.Should().HaveSameCount(Events);
        foreach (var (item, e) in history.Zip(Events))
        {
            item["type"]!.GetValue<string>().Should().Be(e.Type);
            item["version"]!.GetValue<long>().Should().Be(e.Version);
            item["policyPoints"]!.AsArray().Should().NotBeEmpty(e.Type);
            item["data"]!.AsObject().Select(member => member.Key).Should()
                .Equal(RecordShape.Of(e.Data.GetType()).Select(member => member.Name));
        }
    }

    [Fact]
    public void that_tells_when_something_happened_says_so_in_the_history()
    {
        // A second moment of the same report, and when a step was due, which the history shows among what the
        // event holds.
        string[] others = ["discoveredAt", "dueAt"];

        foreach (var e in Events)
        {
            var tells = RecordShape.Of(e.Data.GetType())
                .Any(member =>
                    member.Name.EndsWith("At", StringComparison.Ordinal) && !others.Contains(member.Name));

            (e.OccurredAt is not null).Should().Be(tells, e.Type);
        }
    }

    private static OpenedEvent Of(string type) => Events.Single(e => e.Type == type);
}
