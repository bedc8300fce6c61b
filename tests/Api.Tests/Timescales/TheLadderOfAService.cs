using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Incidents.Application;
using Incidents.Application.Deadlines;
using Incidents.Application.PersonalData;
using Incidents.Application.Policy;
using Incidents.Application.Store;
using Incidents.Application.Timescales;
using Incidents.Domain;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Incidents.Api.Tests.Timescales;

public sealed class TheLadderOfAService(TestCluster cluster) : IAsyncLifetime
{
    private readonly School _school = new(cluster);

    private Ladder Ladder => _school.Services.GetRequiredService<Ladder>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _school.InitializeAsync();

    public ValueTask DisposeAsync() => _school.DisposeAsync();

    [Fact]
    public async Task warns_hands_up_and_hands_up_again_each_in_its_time()
    {
        var incident = await _school.Reports();

        await Sweeps(TimeSpan.FromHours(5));
        (await Told(incident)).Should().BeEmpty("three quarters of the time have not passed");
        await Sweeps(TimeSpan.FromHours(1));
        (await Told(incident)).Should().Equal("timescaleWarned");
        await Sweeps(TimeSpan.FromHours(18));
        (await Told(incident)).Should().Equal(
            "timescaleWarned", "timescaleMissed", "incidentEscalated headteacher");
        await Sweeps(TimeSpan.FromDays(1));
        (await Told(incident)).Should().Equal(
            "timescaleWarned", "timescaleMissed", "incidentEscalated headteacher",
            "incidentEscalated chairOfGovernors", "incidentEscalated dataProtectionOfficer");
        await Sweeps(TimeSpan.FromDays(30));
        (await Told(incident)).Should().HaveCount(5);
    }

    [Fact]
    public async Task is_shown_in_the_incident_and_can_be_acknowledged_part_by_part()
    {
        var incident = await _school.Reports();
        await Sweeps(TimeSpan.FromDays(3));

        var whole = await _school.OfficeManager.Gets(incident.Path);
        whole["timescales"]!.AsArray().Select(item => item!["missed"]!.GetValue<bool>()).Should()
            .Equal(false, true);
        var escalations = whole["escalations"]!.AsArray().Select(item => item!["id"]!.ToString()).ToArray();
        escalations.Should().HaveCount(3).And.OnlyHaveUniqueItems();
        (await _school.Chair.Acknowledges(incident, escalations[1])).ShouldRecord("escalationAcknowledged");
        (await _school.Headteacher.Acknowledges(incident, escalations[0]))
            .ShouldRecord("escalationAcknowledged");
    }

    [Fact]
    public async Task acts_once_however_many_sweep_at_the_same_time()
    {
        ReportedIncident[] incidents =
            [await _school.Reports(), await _school.Reports(), await _school.Reports()];
        _school.Clock.Advance(TimeSpan.FromDays(3));

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Ladder.Sweep(TimeSpan.FromMinutes(1), Cancel)));

        foreach (var incident in incidents)
            (await Told(incident)).Should().HaveCount(5);
    }

    [Fact]
    public async Task acts_on_many_in_one_transaction()
    {
        for (var i = 0; i < LadderLot.Size; i++)
            await _school.Reports();

        await Sweeps(TimeSpan.FromDays(3));

        (await _school.Database.Asks(
            "select count(distinct xmin::text) from incidents.mt_events where type = 'timescale_missed'"))
            .Should().Equal("1");
    }

    [Fact]
    public async Task acts_once_on_each_also_where_people_work_on_them_meanwhile()
    {
        var incidents = new List<ReportedIncident>();
        for (var i = 0; i < LadderLot.Size; i++)
            incidents.Add(await _school.Reports());
        _school.Clock.Advance(TimeSpan.FromDays(3));

        var sweep = Ladder.Sweep(TimeSpan.FromMinutes(1), Cancel);
        await Parallel.ForEachAsync(incidents, Cancel, async (incident, _) =>
            (await _school.OfficeManager.Posts(incident, "advice", new { advice = "Lock it away." }))
                .ShouldBe(System.Net.HttpStatusCode.Created));
        await sweep;
        await Ladder.Sweep(TimeSpan.FromMinutes(1), Cancel);

        foreach (var incident in incidents)
            (await Told(incident)).Should().HaveCount(5);
    }

    [Fact]
    public async Task leaves_alone_what_was_done_in_time_and_lets_its_escalations_lapse()
    {
        var inTime = await _school.HasClosed();
        var late = await _school.Reports();
        await Sweeps(TimeSpan.FromDays(3));
        (await _school.OfficeManager.Classifies(late)).ShouldRecord("incidentClassified");

        (await Told(inTime)).Should().BeEmpty();
        var checklist = await _school.OfficeManager.Gets($"{late.Path}/checklist");
        checklist["blocking"]!.AsArray().Select(one => one!["code"]!.ToString()).Should()
            .NotContain("escalation-unacknowledged");
    }

    [Fact]
    public async Task catches_up_when_the_database_was_away()
    {
        await using var wire = new Wire();
        await using var school = new School(cluster) { Wired = wire.Through };
        await school.InitializeAsync();
        var incident = await school.Reports();
        var ladder = school.Services.GetRequiredService<Ladder>();

        await wire.Cut();
        school.Clock.Advance(TimeSpan.FromDays(3));
        await FluentActions.Awaiting(() => ladder.Sweep(TimeSpan.FromMinutes(1), Cancel)).Should()
            .ThrowAsync<Exception>();
        wire.Mend();
        school.Clock.Advance(TimeSpan.FromHours(1));
        await Hosting.PrivatePostgres.Eventually.IsTrue(() =>
            school.Stranger.Gets("/health/ready").GetAwaiter().GetResult().StatusCode
                == System.Net.HttpStatusCode.OK);

        (await ladder.Sweep(TimeSpan.FromMinutes(1), Cancel)).Should().Be(5);
        (await ladder.Sweep(TimeSpan.FromMinutes(1), Cancel)).Should().Be(0);
        (await school.VersionOf(incident)).Should().Be(6);
    }

    [Fact]
    public async Task has_the_same_deadlines_when_they_are_built_again()
    {
        await _school.HasClosed();
        var late = await _school.HasClassified();
        await Sweeps(TimeSpan.FromDays(3));
        (await _school.OfficeManager.Allocates(late, _school.LineManager))
            .ShouldRecord("investigationAllocated");
        var before = await Rows();

        // As the owner: the service itself may not empty a table.
        await using var store = DocumentStore.For(options =>
        {
            options.Connection(_school.Database.Owner);
            IncidentStore.Configure(
                options, The<Vault>(), The<PolicyPacks>(), The<Calendars>(), The<TimeProvider>());
        });
        using var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.RebuildProjectionAsync(nameof(DeadlineProjection), Cancel);

        (await Rows()).Should().BeEquivalentTo(before, o => o.WithStrictOrdering()).And.NotBeEmpty();
    }

    [Fact]
    public async Task tells_operations_what_it_did_and_how_late()
    {
        var measured = new ConcurrentBag<(string What, double Value)>();
        using var listener = Listens(measured);
        await _school.Reports();
        _school.Clock.Advance(TimeSpan.FromDays(1));

        await Ladder.Sweep(TimeSpan.FromMinutes(1), Cancel);
        listener.RecordObservableInstruments();

        measured.Should().Contain(("incidents.deadlines.fired timescale_missed", 1))
            .And.Contain(("incidents.deadlines.late", TimeSpan.FromHours(18.375).TotalSeconds))
            .And.Contain(("incidents.deadlines.due", 0)).And.Contain(("incidents.deadlines.parked", 0))
            .And.Contain(("incidents.ladder.last_sweep", 0));
    }

    [Fact]
    public async Task sets_aside_what_it_fails_on_acts_on_the_others_and_says_so()
    {
        var measured = new ConcurrentBag<(string What, double Value)>();
        using var listener = Listens(measured);
        var broken = await _school.Reports();
        var other = await _school.Reports();
        await _school.Database.Asks(
            $$"""
            update incidents.mt_doc_incident set data = data || '{"version": "none"}'
            where id = '{{broken.Id}}'
            """);

        await Sweeps(TimeSpan.FromDays(1));
        listener.RecordObservableInstruments();

        measured.Should().Contain(("incidents.deadlines.parked", 1))
            .And.Contain(("incidents.deadlines.failed", 1));
        (await Told(other)).Should().NotBeEmpty();
        _school.Log.Lines.Where(line => line.Contains($"failed on incident {broken.Id}"))
            .Should().NotBeEmpty()
            .And.NotContain(line => line.Contains("$.version"), "a message may quote anything");

        await _school.Database.Asks(
            $$"""
            update incidents.mt_doc_incident set data = data || '{"version": 1}' where id = '{{broken.Id}}'
            """);
        measured.Clear();
        await Sweeps(TimeSpan.FromMinutes(2));
        listener.RecordObservableInstruments();

        (await Told(broken)).Should().NotBeEmpty();
        measured.Should().Contain(("incidents.deadlines.parked", 0));
    }

    [Fact]
    public void raises_the_alarm_when_it_has_not_looked_for_long()
    {
        var clock = new FakeTimeProvider(SchoolClock.Monday);
        using var meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meter = new LadderMeter(clock, meters.GetRequiredService<IMeterFactory>());
        var loop = new LadderLoop(
            Ladder, meter, clock, NullLogger<LadderLoop>.Instance, TimeSpan.FromSeconds(30));

        clock.Advance(TimeSpan.FromSeconds(90));
        loop.IsStuck.Should().BeFalse();
        clock.Advance(TimeSpan.FromSeconds(1));
        loop.IsStuck.Should().BeTrue();
    }

    private MeterListener Listens(ConcurrentBag<(string What, double Value)> measured)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, to) =>
            {
                if (instrument.Meter.Name == Meters.Name
                    && instrument.Meter.Scope == The<IMeterFactory>())
                    to.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            measured.Add(($"{instrument.Name} {(tags.Length > 0 ? tags[0].Value : "")}".Trim(), value)));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) =>
            measured.Add((instrument.Name, value)));
        listener.Start();

        return listener;
    }

    private T The<T>()
        where T : notnull => _school.Services.GetRequiredService<T>();

    private async Task Sweeps(TimeSpan later)
    {
        _school.Clock.Advance(later);
        await Ladder.Sweep(TimeSpan.FromMinutes(1), Cancel);
    }

    private Task<IReadOnlyList<string>> Rows() =>
        _school.Database.Asks(
            $"select data::text from {IncidentStore.Schema}.mt_doc_deadlinerow order by id");

    /// <summary>What the clock recorded.</summary>
    private async Task<IEnumerable<string>> Told(ReportedIncident incident) =>
        (await _school.OfficeManager.Gets($"{incident.Path}/history")).Items
            .Where(item => item["actor"]?["personId"]?.GetValue<Guid>() == Actor.Clock.PersonId)
            .Select(item => $"{item["type"]} {item["data"]!["to"]}".Trim());
}
