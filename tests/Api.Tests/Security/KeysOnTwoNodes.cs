using System.Net;
using Incidents.Api.Hosting;

namespace Incidents.Api.Tests.Security;

public sealed class KeysOnTwoNodes(School school) : IClassFixture<School>, IAsyncLifetime
{
    private const string Keys = "/v1/admin/api-keys";

    private RunningService _other = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _other = await RunningService.Start(
            new ServiceSettings(school.Data.Path, school.Database.Service, OwnerConnectionString: null,
                School.FirstKey, School.LargestEvidence),
            school.Clock, school.Log);
        _http = new() { BaseAddress = _other.Address };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task open_on_both_and_on_neither_once_they_are_revoked_on_one()
    {
        var member = await school.Joins("two.nodes", "Tamsin Nodes", Domain.Role.Auditor);
        var elsewhere = member with { Http = _http };
        (await member.Gets("/v1/incidents")).ShouldBe(HttpStatusCode.OK);
        (await elsewhere.Gets("/v1/incidents")).ShouldBe(HttpStatusCode.OK);

        await school.Administrator.Deletes($"{Keys}/{await IdOf(member)}");

        (await elsewhere.Gets("/v1/incidents")).ShouldBeRefused(401, "unauthenticated");
        (await member.Gets("/v1/incidents")).ShouldBeRefused(401, "unauthenticated");
    }

    [Fact]
    public async Task change_with_an_overlap_by_a_second_key_of_the_same_subject()
    {
        var old = await school.Joins("rota.filter", "Rota filter", Domain.Role.Integration);
        var incident = await old.Reports(Tales.LostLaptop);

        school.Clock.Advance(TimeSpan.FromDays(1));
        var @new = await school.Joins("rota.filter", "Rota filter", Domain.Role.Integration);
        (await old.Gets(incident.Path)).ShouldBe(HttpStatusCode.OK);
        (await @new.Gets(incident.Path)).ShouldBe(HttpStatusCode.OK);

        var first = (await school.Administrator.Gets(Keys)).Items
            .Where(key => key["subject"]!.ToString() == old.Subject).Select(key => key["id"]!.ToString())
            .Last();
        await school.Administrator.Deletes($"{Keys}/{first}");

        (await old.Gets(incident.Path)).ShouldBeRefused(401, "unauthenticated");
        (await @new.Gets(incident.Path)).ShouldBe(HttpStatusCode.OK);
    }

    private async Task<string> IdOf(Member member) => (await school.Administrator.Gets(Keys)).Items
        .Single(key => key["subject"]!.ToString() == member.Subject)["id"]!.ToString();
}
