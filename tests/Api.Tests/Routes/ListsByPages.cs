namespace Incidents.Api.Tests.Routes;

public sealed class ListsByPages(School school) : IClassFixture<School>
{
    [Fact]
    public async Task of_keys_go_on_where_the_page_before_ended()
    {
        var all = (await school.Administrator.Gets("/v1/admin/api-keys?limit=500")).Items;

        var found = new List<string>();
        for (string? next = ""; next is not null;)
        {
            var page = await school.Administrator.Gets(
                $"/v1/admin/api-keys?limit=7{(next.Length > 0 ? $"&cursor={next}" : "")}");
            page.Items.Should().HaveCountLessThanOrEqualTo(7);
            found.AddRange(page.Items.Select(item => item["id"]!.ToString()));
            next = page["next"]?.ToString();
        }

        found.Should().Equal(all.Select(item => item["id"]!.ToString())).And.HaveCountGreaterThan(7);
    }

    public static TheoryData<string> Lists =>
    [
        "/v1/admin/api-keys", "/v1/admin/webhooks", "/v1/deadlines/feeds", "/v1/legal-holds", "/v1/erasures",
    ];

    [Theory, MemberData(nameof(Lists))]
    public async Task say_what_is_wrong_with_a_page_that_is_asked_for(string list)
    {
        var asker = list.Contains("/admin/", StringComparison.Ordinal)
            ? school.Administrator
            : school.ProtectionOfficer;

        (await asker.Gets($"{list}?limit=0")).ShouldBeWrongAt("/limit");
        (await asker.Gets($"{list}?limit=501")).ShouldBeWrongAt("/limit");
        (await asker.Gets($"{list}?cursor=nonsense")).ShouldBeWrongAt("/cursor");
        (await asker.Gets($"{list}?page=2")).ShouldBeWrongAt("/page");
        (await asker.Gets(list)).Text.Should().Contain("\"next\":");
    }
}
