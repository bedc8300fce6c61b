using System.Net;
using Incidents.Application.Projections;
using Microsoft.Extensions.DependencyInjection;

namespace Incidents.Api.Tests.Projections;

public sealed class TheSnapshotsOfWhatIsNoIncident(School school) : IClassFixture<School>
{
    public static TheoryData<string> Names => [.. MatterView.All.Select(view => view.Name)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Names))]
    public async Task are_the_same_when_they_are_built_again(string name)
    {
        await HasOneOfEach();
        var written = await Rows(Named(name));

        var (built, left) = await Rebuild(Named(name));

        built.Should().Be(written.Count).And.BePositive();
        left.Should().Be(0);
        (await Rows(Named(name))).Should().Equal(written);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task come_back_from_the_events_where_they_are_gone_or_spoiled(string name)
    {
        await HasOneOfEach();
        var view = Named(name);
        var written = await Rows(view);
        await school.Database.Asks(
            $"""
            update incidents.{view.Table}
                set data = jsonb_set(data, array['spoiled'], 'true'), mt_version = 7;
            select '';
            """);
        await Rebuild(view);
        (await Rows(view)).Should().Equal(written);

        await school.Database.Asks($"delete from incidents.{view.Table}; select ''");
        await Rebuild(view);
        (await Rows(view)).Should().Equal(written);
    }

    [Fact]
    public async Task leave_whoever_writes_next_where_they_were()
    {
        var asked = await Asks();
        await school.Database.Asks("delete from incidents.mt_doc_policyexception; select ''");
        await Rebuild(Named("exceptions"));

        var granted = await school.Headteacher.Posts(
            $"{asked.Location}/decision",
            new { approved = true, reason = "For this trip only.", expiresOn = "2026-07-17" });

        granted.ShouldRecord("policyExceptionApproved");
        granted.ETag.Should().Be("\"2\"");
    }

    private async Task HasOneOfEach()
    {
        await Asks();
        (await school.Teacher.Posts("/v1/policy-change-proposals", new
        {
            points = new[] { "how-2" },
            proposal = "Say who checks the details in the holidays.",
            reason = "Nobody is there.",
        })).ShouldBe(HttpStatusCode.Created);
    }

    private async Task<Answer> Asks()
    {
        var asked = await school.Teacher.Posts("/v1/policy-exceptions", new
        {
            points = new[] { "how-2" },
            businessReason = "For the trip.",
            reasonsRead = true,
        });
        asked.ShouldBe(HttpStatusCode.Created);

        return asked;
    }

    private Task<(int Built, int Left)> Rebuild(MatterView view) =>
        school.Services.GetRequiredService<MatterRebuild>().Carry(view, Cancel);

    private Task<IReadOnlyList<string>> Rows(MatterView view) => school.Database.Asks(
        $"select to_jsonb(r)::text from incidents.{view.Table} r order by tenant_id, id");

    private static MatterView Named(string name) => MatterView.All.Single(view => view.Name == name);
}
