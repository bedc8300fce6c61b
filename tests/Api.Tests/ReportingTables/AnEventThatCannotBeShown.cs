using System.Net;
using Incidents.Api.Tests.Changes;
using Incidents.Api.Tests.Hosting.PrivatePostgres;

namespace Incidents.Api.Tests.ReportingTables;

public sealed class AnEventThatCannotBeShown(School school) : IClassFixture<School>
{
    [Fact]
    public async Task stops_the_tables_of_its_school_with_an_alarm_and_loses_nothing()
    {
        var incident = await school.HasInvestigated();
        var poisoned = Guid.CreateVersion7();
        await school.Database.Asks(
            $$"""
            update incidents.mt_streams set version = version + 1 where id = '{{incident.Id}}';
            insert into incidents.mt_events (seq_id, id, stream_id, version, data, type, timestamp,
                tenant_id, headers)
            select nextval('incidents.mt_events_sequence'), '{{poisoned}}', stream_id, version + 1,
                jsonb_build_object('actionId', '{{poisoned}}', 'none', false, 'dueOn', 'soon'),
                'remedial_action_recommended', timestamp, tenant_id, headers
            from incidents.mt_events where stream_id = '{{incident.Id}}' order by version desc limit 1;
            select '';
            """);

        await Eventually.IsTrue(async () => (await Ready()).StatusCode == HttpStatusCode.ServiceUnavailable);

        (await Ready()).Problem.Detail.Should().Contain("'reporting' has stopped");
        school.Log.Lines.Should().ContainSingle(line => line.StartsWith("Error", StringComparison.Ordinal))
            .Which.Should().Contain("default").And.Contain("22007").And.NotContain("soon");
        var after = await school.HasCaughtUp();
        var later = await school.Reports();
        (await school.Auditor.Follows(after, until: 1)).Single().IsOf(later).Should()
            .BeTrue("the feed goes on");
        (await Shown(later)).Should().BeEmpty();

        await school.Database.Asks(
            $"""
            update incidents.mt_events set data = jsonb_set(data, array['dueOn'], '"2026-03-09"')
            where id = '{poisoned}' returning ''
            """);

        await Eventually.IsTrue(async () => (await Ready()).StatusCode == HttpStatusCode.OK);
        await Eventually.IsTrue(async () => (await Shown(later)).Count == 1);
        (await school.Database.Asks("select due_on::text from reporting.remedial_actions "
            + $"where action_id = '{poisoned}'")).Should().Equal("2026-03-09");
    }

    private Task<Answer> Ready() => school.Stranger.Gets("/health/ready");

    private Task<IReadOnlyList<string>> Shown(ReportedIncident incident) => school.Database.Asks(
        $"select reference from reporting.incidents where incident_id = '{incident.Id}'");
}
