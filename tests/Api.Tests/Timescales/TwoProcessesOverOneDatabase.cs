using System.Globalization;
using Incidents.Api.Tests.Hosting;
using Incidents.Api.Tests.Hosting.PrivatePostgres;
using Incidents.Application.Store;

namespace Incidents.Api.Tests.Timescales;

/// <summary>Two processes work off what is overdue, and one of them is killed while it does.
/// <c>INCIDENTS_OVERDUE</c> and <c>INCIDENTS_KILLS</c> say how much and how often; a little and once, where
/// they are not set.</summary>
public sealed class TwoProcessesOverOneDatabase(TestCluster cluster) : IAsyncLifetime
{
    private readonly School _school = new(cluster);

    private static int Overdue => Number("INCIDENTS_OVERDUE", 60);

    private static int Kills => Number("INCIDENTS_KILLS", 1);

    public ValueTask InitializeAsync() => _school.InitializeAsync();

    public ValueTask DisposeAsync() => _school.DisposeAsync();

    [Fact]
    public async Task record_each_rung_once_also_when_one_is_killed_again_and_again()
    {
        var few = new ParallelOptions { MaxDegreeOfParallelism = 4 };
        await Parallel.ForAsync(0, Overdue, few, async (_, _) =>
            (await _school.OfficeManager.RecommendsAction(await _school.Reports(), dueOn: "2020-01-02"))
                .ShouldBe(System.Net.HttpStatusCode.Created));

        await using var steady = await Program();
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var killed = await Program();
            var before = await Missed();
            await Eventually.IsTrue(() => Missed().Result > before || Missed().Result == Overdue);
            await killed.IsKilled();
        }

        await Eventually.IsTrue(() => Missed().Result == Overdue && Waiting().Result == 0);

        (await Rungs()).Should().Equal(
            $"{Overdue} incident_escalated missed headteacher 1",
            $"{Overdue} incident_escalated still-missed chairOfGovernors 1",
            $"{Overdue} incident_escalated still-missed dataProtectionOfficer 1",
            $"{Overdue} timescale_missed   1",
            $"{Overdue} timescale_warned warned  1");
    }

    private Task<ProgramProcess> Program() =>
        ProgramProcess.Start(_school.Data, School.FirstKey, _school.Database.Service, sweepEvery: "0.1");

    private async Task<int> Missed() => int.Parse((await _school.Database.Asks(
        $"""
        select count(*) from {IncidentStore.Schema}.mt_events
        where type = 'timescale_missed' and data->>'step' = 'remedial-actions/completion'
        """))[0], CultureInfo.InvariantCulture);

    private async Task<int> Waiting() => int.Parse((await _school.Database.Asks(
        $"""
        select count(*) from {IncidentStore.Schema}.mt_doc_deadlinerow
        where next_at <= now() and data->'deadline'->>'step' = 'remedial-actions/completion'
        """))[0], CultureInfo.InvariantCulture);

    /// <summary>On how many incidents each rung was recorded, and how often on each.</summary>
    private Task<IReadOnlyList<string>> Rungs() => _school.Database.Asks(
        $"""
        select concat(count(*), ' ', type, ' ', rung, ' ', target, ' ', times) from (
            select type, coalesce(data->>'rung', data->'missed'->>'rung') as rung, data->>'to' as target,
                stream_id, count(*) as times
            from {IncidentStore.Schema}.mt_events
            where coalesce(data->>'step', data->'missed'->>'step') = 'remedial-actions/completion'
            group by 1, 2, 3, 4) as once
        group by type, rung, target, times order by type, rung nulls first, target
        """);

    private static int Number(string setting, int usual) =>
        Environment.GetEnvironmentVariable(setting) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : usual;
}
