using System.Globalization;
using System.Text.Json.Nodes;
using Incidents.Application.Timescales;
using Incidents.Domain;
using Microsoft.Extensions.DependencyInjection;
using Answer = Incidents.Api.Tests.Fixture.Answer;

namespace Incidents.Api.Tests.Timescales;

/// <summary>A year of a school, with whatever people do and leave undone, with restarts, outages and both
/// clock changes. <c>INCIDENTS_SIMULATION</c> says how many incidents it has; a few, where it is not
/// set.</summary>
public sealed class ASchoolYear(TestCluster cluster) : IAsyncLifetime
{
    private const int Few = 25;
    private const int MinutesOfTheYear = 365 * 24 * 60;

    private readonly School _school = new(cluster);
    private readonly Random _chance = new(Seed);
    private readonly List<Case> _cases = [];
    private readonly PriorityQueue<Func<Task>, long> _agenda = new();
    private readonly List<(int Moment, DateTime At)> _sweeps = [];
    private int _moment;
    private long _now;

    private static int Seed => Number("INCIDENTS_SIMULATION_SEED", 1);

    private static int Incidents => Number("INCIDENTS_SIMULATION", Few);

    public ValueTask InitializeAsync() => _school.InitializeAsync();

    public ValueTask DisposeAsync() => _school.DisposeAsync();

    [Fact]
    public async Task has_exactly_the_warnings_misses_and_escalations_that_the_rules_ask_for()
    {
        for (var i = 0; i < Incidents; i++)
            At(_chance.Next(MinutesOfTheYear), Reports);
        for (var i = 0; i < 4; i++)
            At(_chance.Next(MinutesOfTheYear), _school.Restarts);
        At(0, SweepsAndWaits);

        while (_agenda.TryDequeue(out var act, out var minute))
        {
            _school.Clock.Advance(TimeSpan.FromMinutes(minute - _now));
            _now = minute;
            await act();
        }

        var recorded = 0;
        foreach (var one in _cases)
        {
            var (expected, actual) = await Compare(one);
            actual.Should().BeEquivalentTo(expected, $"incident {one.Incident.Reference}, seed {Seed}");
            recorded += actual.Count;
        }

        recorded.Should().BeGreaterThan(Incidents, "much is left undone in a year");
    }

    private void At(long minute, Func<Task> act)
    {
        if (minute <= MinutesOfTheYear)
            _agenda.Enqueue(act, minute);
    }

    /// <summary>The ladder looks every few minutes, now and then every few days, and sometimes twice at
    /// once.</summary>
    private async Task SweepsAndWaits()
    {
        _sweeps.Add((++_moment, _school.Clock.GetUtcNow().UtcDateTime));
        var ladder = _school.Services.GetRequiredService<Ladder>();
        await Task.WhenAll(Enumerable.Range(0, _chance.Next(1, 3)).Select(_ =>
            ladder.Sweep(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)));
        At(_now + (_chance.Next(30) == 0 ? _chance.Next(1, 8_000) : _chance.Next(1, 400)), SweepsAndWaits);
    }

    private async Task Reports()
    {
        var one = new Case(await _school.Reports());
        one.Moments.Add(++_moment);
        _cases.Add(one);
        Later(one);
    }

    /// <summary>Mostly within hours, sometimes after many days, sometimes never.</summary>
    private void Later(Case one)
    {
        var minutes = _chance.Next(10) switch
        {
            0 => 20_000,
            1 or 2 => 6_000,
            _ => 1_000,
        };
        if (_chance.Next(40) > 0)
            At(_now + _chance.Next(1, minutes), () => Acts(one));
    }

    private async Task Acts(Case one)
    {
        var answer = await Does(one);
        if ((int)answer.StatusCode < 300)
        {
            one.Status = answer["status"]!.ToString();
            one.Moments.AddRange(Enumerable.Repeat(++_moment, answer.Events.Count));
        }

        Later(one);
    }

    private Task<Answer> Does(Case one)
    {
        var (incident, manager) = (one.Incident, _school.OfficeManager);
        var other = _chance.Next(10);
        if (other == 0)
            return manager.EstablishesAwareness(incident, _school.Clock.InHours(-_chance.Next(30)));
        if (other == 1)
            return manager.AssessesForIco(incident, _chance.Next(2) == 0 ? "reportable" : "notReportable");
        if (other == 2 && one.Status != "closed")
            return Recommends(one);
        if (other == 3 && one.Actions.Count > 0)
            return manager.Posts(incident, $"remedial-actions/{Taken(one.Actions)}/completion",
                new { outcome = "Done." });
        if (other == 4)
            return manager.NotifiesIco(incident, _school.Clock.Now, reasonsForDelay: "It took long.");

        return one.Status switch
        {
            "reported" => manager.Classifies(incident, AnySeverity(), "yes"),
            "classified" => manager.Allocates(incident, one.Investigator = AnyInvestigator(), "Again."),
            "allocated" when _chance.Next(4) == 0 => one.Investigator!.Declines(incident),
            "allocated" => one.Investigator!.Accepts(incident),
            "investigating" => Investigates(one),
            "outcomeReported" when _chance.Next(4) == 0 =>
                manager.Assesses(incident, one.Reports, satisfied: false),
            "outcomeReported" when _chance.Next(2) == 0 => manager.Assesses(incident, one.Reports),
            "outcomeReported" => manager.Reviews(incident, one.Reports, accepted: _chance.Next(3) > 0),
            "outcomeAccepted" => manager.Closes(incident),
            _ => manager.Reopens(incident),
        };
    }

    private async Task<Answer> Investigates(Case one)
    {
        switch (_chance.Next(5))
        {
            case 0:
                return await _school.OfficeManager.Classifies(one.Incident, AnySeverity(), "yes");
            case 1:
                return await _school.OfficeManager.Allocates(
                    one.Incident, one.Investigator = AnyInvestigator(), "Somebody else has time.");
            case 2:
                return await _school.OfficeManager.Records(one.Incident);
        }

        if (one.Reports == 0)
            await GoesThroughChecklist(one);
        var report = await one.Investigator!.ReportsOutcome(one.Incident);
        if ((int)report.StatusCode < 300)
            one.Reports = int.Parse(report.Id);

        return report;
    }

    private async Task GoesThroughChecklist(Case one)
    {
        foreach (var point in Checklist.CanBeRuledOut)
            Note(one, await _school.OfficeManager.RulesOut(one.Incident, point));
        Note(one, await _school.Headteacher.DoesNotDiscipline(one.Incident));
    }

    private void Note(Case one, Answer answer) =>
        one.Moments.AddRange(Enumerable.Repeat(_moment, answer.Events.Count));

    private async Task<Answer> Recommends(Case one)
    {
        var dueOn = _school.Clock.GetUtcNow().AddDays(_chance.Next(-3, 30));
        var answer = await _school.OfficeManager.RecommendsAction(
            one.Incident, dueOn: dueOn.ToString("yyyy-MM-dd"));
        if ((int)answer.StatusCode < 300)
            one.Actions.Add(answer.Id);

        return answer;
    }

    /// <summary>What the rules ask for, and what the clock recorded.</summary>
    private async Task<(IReadOnlyList<string> Expected, IReadOnlyList<string> Actual)> Compare(Case one)
    {
        var items = (await _school.OfficeManager.Gets($"{one.Incident.Path}/history?limit=500")).Items;
        var byPeople = items.Where(item => !IsTheClocks(item)).ToArray();
        byPeople.Should().HaveSameCount(one.Moments);

        var rules = new TheRulesAgain();
        foreach (var (_, act) in byPeople
            .Select((item, i) => (Moment: one.Moments[i], Act: new Action(() => rules.Happens(item))))
            .Concat(_sweeps.Select(sweep => (sweep.Moment, Act: new Action(() => rules.Sweeps(sweep.At)))))
            .OrderBy(part => part.Moment))
            act();

        return (rules.Expected, [.. items.Where(IsTheClocks).Select(Told)]);
    }

    private static string Told(JsonNode item)
    {
        var about = item["data"]!["missed"] ?? item["data"]!;
        var due = about["dueAt"]!.GetValue<DateTime>().ToUniversalTime();
        var step = $"{about["step"]} {about["partId"]}".Trim();

        return $"{item["recordedAt"]!.GetValue<DateTime>().ToUniversalTime():s} {item["type"]} {step} "
            + $"{due:yyyy-MM-ddTHH:mm} {item["data"]!["to"]}".Trim();
    }

    private static bool IsTheClocks(JsonNode item) =>
        item["actor"]?["personId"]?.GetValue<Guid>() == Actor.Clock.PersonId;

    private string AnySeverity() => _chance.Next(2) == 0 ? "minor" : "moderate";

    private Member AnyInvestigator() =>
        _chance.Next(2) == 0 ? _school.LineManager : _school.InvestigatingOfficer;

    private string Taken(List<string> actions)
    {
        var at = _chance.Next(actions.Count);
        var action = actions[at];
        actions.RemoveAt(at);

        return action;
    }

    private static int Number(string setting, int usual) =>
        Environment.GetEnvironmentVariable(setting) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : usual;

    /// <summary>An incident of the year, as far as those who act on it know.</summary>
    private sealed record Case(ReportedIncident Incident)
    {
        public string Status { get; set; } = "reported";

        public Member? Investigator { get; set; }

        public int Reports { get; set; }

        public List<string> Actions { get; } = [];

        /// <summary>For each event that people recorded, where it stands among the sweeps.</summary>
        public List<int> Moments { get; } = [];
    }
}
