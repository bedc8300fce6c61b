using System.Net;

namespace Incidents.Api.Tests.Tenants;

public sealed class MakingATenant(School school) : IClassFixture<School>
{
    private const string Tenants = "/v1/admin/tenants";
    private const int AtOnce = 8;

    [Fact]
    public async Task is_done_whole_or_not_at_all()
    {
        var wanted = new { tenant = "birchfield", name = "Birchfield Primary" };
        await school.Database.Asks(
            """
            create function public.keeps_nothing() returns trigger language plpgsql as
                $$ begin raise serialization_failure; end $$;
            create trigger keeps_nothing before insert on incidents.mt_doc_keptanswer
                execute function public.keeps_nothing()
            """);
        (await school.Administrator.Posts(Tenants, wanted, retryKey: "birchfield"))
            .ShouldBeRefused(503, "busy");
        await school.Database.Asks("drop function public.keeps_nothing() cascade");

        var made = await school.Administrator.Posts(Tenants, wanted, retryKey: "birchfield");

        made.ShouldBe(HttpStatusCode.Created);
        (await school.Administrator.Posts(Tenants, wanted, retryKey: "birchfield")).Body.Should()
            .Equal(made.Body);
        var administrator = school.With(made["key"]!.GetValue<string>());
        (await administrator.Gets("/v1/admin/api-keys")).Items.Should().ContainSingle()
            .Which["id"]!.ToString().Should().Be(made["id"]!.ToString());
        (await administrator.Gets("/v1/admin/anonymous-channel"))["school"]!.ToString().Should()
            .Be(made["school"]!.ToString());
    }

    [Fact]
    public async Task is_done_once_at_the_same_moment_under_the_same_idempotency_key()
    {
        var wanted = new { tenant = "hazelfield", name = "Hazelfield Primary" };

        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce)
            .Select(_ => school.Administrator.Posts(Tenants, wanted, retryKey: "hazelfield")));

        answers[0].ShouldBe(HttpStatusCode.Created);
        answers.Should().AllSatisfy(answer => answer.Body.Should().Equal(answers[0].Body));
    }

    [Fact]
    public async Task gives_a_name_once_at_the_same_moment()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(number =>
            school.Administrator.Posts(Tenants, new { tenant = "rowanfield", name = $"School {number}" })));

        answers.Should().ContainSingle(answer => answer.StatusCode == HttpStatusCode.Created);
        foreach (var answer in answers.Where(answer => answer.StatusCode != HttpStatusCode.Created))
            answer.ShouldBeWrongAt("/tenant");
    }
}
