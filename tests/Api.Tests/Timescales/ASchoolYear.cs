using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Incidents.Application.Timescales;
using Incidents.Domain;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Incidents.Api.Tests.Timescales;

/// <summary>A year of a school, with whatever people do and leave undone, several of them at once, with
/// restarts, outages and both clock changes. <c>INCIDENTS_SIMULATION</c> says how many incidents it has; a
/// few, where it is not set.</summary>
public sealed class ASchoolYear(TestCluster cluster) : IAsyncLifetime
{
    private const int Few = 25;
    private const int MinutesOfTheYear = 365 * 24 * 60;

    /// <summary>What people do within so many minutes they do at once.</summary>
    private const int AMoment = 10;

    private const int AtOnce = 8;

    private readonly CapturedLog _log = new() { Least = LogLevel.Error };
    private readonly Random _chance = new(Seed);
    private readonly List<CaseOfAYear> _cases = [];
    private readonly PriorityQueue<Act, long> _agenda = new();
    private readonly List<(int Moment, DateTime At)> _sweeps = [];
    private School _school = null!;
    private int _moment;
    private long _now;

    private static int Seed => Number("INCIDENTS_SIMULATION_SEED", 1);

    private static int Incidents => Number("INCIDENTS_SIMULATION", Few);

    public ValueTask InitializeAsync()
    {
        _school = new(cluster) { Log = _log };

        return _school.InitializeAsync();
    }

    public ValueTask DisposeAsync() => _school.DisposeAsync();

    [Fact]
    public async Task has_exactly_the_warnings_misses_and_escalations_that_the_rules_ask_for()
    {
        await Passes();

        var recorded = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var some in _cases.Chunk(AtOnce))
        {
            foreach (var (one, expected, actual) in await Task.WhenAll(some.Select(Compare)))
            {
                actual.Should().Equal(expected, "incident {0}, seed {1}", one.Incident.Reference, Seed);
                foreach (var told in actual)
                    recorded[TypeOf(told)] = recorded.GetValueOrDefault(TypeOf(told)) + 1;
            }
        }

        Console.WriteLine($"A year of {Incidents} incidents: {_cases.Sum(one => one.Moments.Count)} events "
            + $"of people, {_sweeps.Count} looks of the ladder, no difference in "
            + $"{string.Join(", ", recorded)}.");
        recorded.Values.Sum().Should().BeGreaterThan(Incidents, "much is left undone in a year");
        _cases.Should().HaveCount(Incidents);
        _log.Lines.Should().BeEmpty("nothing fails in a year");
    }

    private async Task Passes()
    {
        for (var i = 0; i < Incidents; i++)
        {
            var one = new CaseOfAYear(_school, new(_chance.Next()));
            At(_chance.Next(MinutesOfTheYear), new(() => Reports(one)));
        }

        for (var i = 0; i < 4; i++)
            At(_chance.Next(MinutesOfTheYear), new(Restarts, Alone: true));
        At(0, new(SweepsAndWaits, Alone: true));

        while (_agenda.TryDequeue(out var first, out var minute))
        {
            List<Act> acts = [first];
            var last = minute;
            while (!first.Alone && acts.Count < AtOnce && _agenda.TryPeek(out var next, out var then)
                && !next.Alone && then < minute + AMoment)
            {
                acts.Add(_agenda.Dequeue());
                last = then;
            }

            _school.Clock.Advance(TimeSpan.FromMinutes(last - _now));
            (_now, _moment) = (last, _moment + 1);
            foreach (var (after, then) in await Task.WhenAll(acts.Select(act => act.Does())))
                At(_now + after, then);
        }
    }

    private void At(long minute, Act? act)
    {
        if (act is not null && minute <= MinutesOfTheYear)
            _agenda.Enqueue(act, minute);
    }

    /// <summary>The ladder looks every few minutes, now and then every few days, and sometimes twice at
    /// once.</summary>
    private async Task<(int, Act?)> SweepsAndWaits()
    {
        _sweeps.Add((_moment, _school.Clock.GetUtcNow().UtcDateTime));
        var ladder = _school.Services.GetRequiredService<Ladder>();
        await Task.WhenAll(Enumerable.Range(0, _chance.Next(1, 3)).Select(_ =>
            ladder.Sweep(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)));

        return (_chance.Next(30) == 0 ? _chance.Next(1, 8_000) : _chance.Next(1, 400),
            new(SweepsAndWaits, Alone: true));
    }

    private async Task<(int, Act?)> Restarts()
    {
        await _school.Restarts();

        return (0, null);
    }

    private async Task<(int, Act?)> Reports(CaseOfAYear one)
    {
        await one.IsReported(_moment);
        lock (_cases)
            _cases.Add(one);

        return Later(one);
    }

    private (int, Act?) Later(CaseOfAYear one) =>
        one.Pause is { } minutes ? (minutes, new(() => Acts(one))) : (0, null);

    private async Task<(int, Act?)> Acts(CaseOfAYear one)
    {
        await one.GoesOn(_moment);

        return Later(one);
    }

    /// <summary>What the rules ask for, and what the clock recorded, each in the order of its text.</summary>
    private async Task<(CaseOfAYear One, string[] Expected, string[] Actual)> Compare(CaseOfAYear one)
    {
        var items = await History(one.Incident);
        var byPeople = items.Where(item => !IsTheClocks(item)).ToArray();
        byPeople.Should().HaveSameCount(one.Moments);

        var rules = new TheRulesAgain();
        foreach (var (_, act) in byPeople
            .Select((item, i) => (Moment: one.Moments[i], Act: new Action(() => rules.Happens(item))))
            .Concat(_sweeps.Select(sweep => (sweep.Moment, Act: new Action(() => rules.Sweeps(sweep.At)))))
            .OrderBy(part => part.Moment))
            act();

        return (one, Ordered(rules.Expected), Ordered(items.Where(IsTheClocks).Select(Told)));
    }

    private static string[] Ordered(IEnumerable<string> told) => [.. told.Order(StringComparer.Ordinal)];

    private async Task<List<JsonNode>> History(ReportedIncident incident)
    {
        var items = new List<JsonNode>();
        var more = "";
        do
        {
            var page = await _school.OfficeManager.Gets($"{incident.Path}/history?limit=500{more}");
            page.ShouldBe(HttpStatusCode.OK);
            items.AddRange(page.Items);
            more = page["next"] is { } next ? $"&cursor={next}" : null;
        }
        while (more is not null);

        return items;
    }

    private static string Told(JsonNode item)
    {
        var about = item["data"]!["missed"] ?? item["data"]!;
        var due = about["dueAt"]!.GetValue<DateTime>().ToUniversalTime();
        var step = $"{about["step"]} {about["partId"]}".Trim();

        return $"{item["recordedAt"]!.GetValue<DateTime>().ToUniversalTime():s} {item["type"]} {step} "
            + $"{due:yyyy-MM-ddTHH:mm} {item["data"]!["to"]}".Trim();
    }

    private static string TypeOf(string told) => told.Split(' ')[1];

    private static bool IsTheClocks(JsonNode item) =>
        item["actor"]?["personId"]?.GetValue<Guid>() == Actor.Clock.PersonId;

    private static int Number(string setting, int usual) =>
        Environment.GetEnvironmentVariable(setting) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : usual;

    /// <summary>What is on the agenda.</summary>
    /// <param name="Does">Does it, and says what follows after how many minutes; none: nothing does.</param>
    /// <param name="Alone">Whether nobody does anything meanwhile.</param>
    private sealed record Act(Func<Task<(int After, Act? Then)>> Does, bool Alone = false);
}
