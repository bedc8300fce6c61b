using System.Net;
using Incidents.Application.Projections;
using Incidents.Application.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Incidents.Api.Tests.Upgrade;

public sealed class ADatabaseOfTheFirstRelease(TestCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_brought_to_this_version_by_two_at_once_and_again_and_is_worked_on()
    {
        await using var release = await TheFirstRelease.PutBack(cluster);
        await Task.WhenAll(release.ApplySchema(), release.ApplySchema());
        await release.ApplySchema();

        await using var service = await RunningService.Start(
            release.Settings, TimeProvider.System, new CapturedLog());
        using var http = new HttpClient { BaseAddress = service.Address };
        Member[] staff =
        [
            await Joins(http, "new.office", "officeManager"), await Joins(http, "new.head", "headteacher"),
            await Joins(http, "new.chair", "chairOfGovernors"),
        ];
        var files = 0;
        foreach (var (incident, title) in TheFirstRelease.Titles)
        {
            var path = $"/v1/incidents/{incident}";
            // Of some incidents somebody is kept out.
            var who = await FirstOf(staff, async each =>
                (await each.Gets(path)).StatusCode == HttpStatusCode.OK);
            (await who.Gets(path))["title"]!.GetValue<string>().Should().Be(title);
            (await who.Gets($"{path}/checklist")).ShouldBe(HttpStatusCode.OK);
            (await who.Gets($"{path}/deadlines")).ShouldBe(HttpStatusCode.OK);
            (await RecordedOf(who, path)).Should().Equal(TheFirstRelease.Events
                .Where(e => e.Stream == incident)
                .Select(e => (e.Version, NameInApi(e.Type))));

            await FirstOf(staff, async each => (await each.Posts($"{path}/links", new
            {
                relation = "relatedTo",
                incidentId = TheFirstRelease.UnderWay.First(other => other != incident),
            })).StatusCode == HttpStatusCode.Created);
            files += await FilesOf(who, path);
        }

        files.Should().BePositive();
    }

    [Fact]
    public async Task has_views_that_are_what_a_rebuild_makes_of_it()
    {
        // A line of then is without what later versions keep beside it, and works without.
        const string Views =
            """
            select 'snapshot ' || id || data::text from incidents.mt_doc_incident
            union all select 'register ' || id || (data #- '{facts,occurredIn}')::text
                from incidents.mt_doc_registerentry
            union all select 'deadline ' || id || data::text from incidents.mt_doc_deadlinerow order by 1
            """;
        await using var release = await TheFirstRelease.PutBack(cluster);
        await release.ApplySchema();
        await using var service = await RunningService.Start(
            release.Settings, TimeProvider.System, new CapturedLog());
        var before = await release.Database.Asks(Views);

        await service.Services.GetRequiredService<InlineRebuild>()
            .Carry([.. InlineView.All], tell: null, Cancel);

        before.Should().HaveCountGreaterThan(2 * TheFirstRelease.Titles.Count);
        (await release.Database.Asks(Views)).Should().Equal(before);
    }

    private static async Task<Member> Joins(HttpClient http, string subject, params string[] roles)
    {
        var first = new Member(http, "", "", [], TheFirstRelease.FirstKey);
        var made = await first.Posts("/v1/admin/api-keys", new { name = subject, subject, roles });
        made.ShouldBe(HttpStatusCode.Created);

        return first with { Key = made["key"]!.GetValue<string>() };
    }

    private static string NameInApi(string stored) =>
        EventNames.InApi(EventNames.All.Single(name => name.Value == stored).Key);

    private static async Task<IReadOnlyList<(long Version, string Type)>> RecordedOf(
        Member by, string path) =>
        [.. (await by.Gets($"{path}/history?limit=500")).Items.Where(item => item["version"] is not null)
            .Select(item => (item["version"]!.GetValue<long>(), item["type"]!.GetValue<string>()))];

    /// <returns>How many files of evidence it has, all of which can be read.</returns>
    private static async Task<int> FilesOf(Member by, string path)
    {
        var files = ((await by.Gets(path))["evidence"]?.AsArray() ?? [])
            .Where(evidence => evidence!["file"] is not null).Select(evidence => evidence!["id"]).ToArray();
        foreach (var id in files)
            (await by.Gets($"{path}/evidence/{id}/content")).ShouldBe(HttpStatusCode.OK);

        return files.Length;
    }

    private static async Task<Member> FirstOf(IEnumerable<Member> staff, Func<Member, Task<bool>> may)
    {
        foreach (var each in staff)
        {
            if (await may(each))
                return each;
        }

        throw new InvalidOperationException("Nobody may.");
    }
}
