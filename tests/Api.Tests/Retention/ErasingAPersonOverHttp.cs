using Incidents.Application.Tenants;
using JasperFx;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Role = Incidents.Domain.Role;

namespace Incidents.Api.Tests.Retention;

public sealed class ErasingAPersonOverHttp(School school) : IClassFixture<School>
{
    [Fact]
    public async Task erases_the_name_everywhere_and_leaves_every_event_as_it_is()
    {
        var incident = await school.HasKept();
        var other = await school.HasKept();
        var person = await school.PersonIn(incident, 1);
        var before = await school.EventsOf(incident);

        var answer = await school.ProtectionOfficer.Erases(person);

        answer.ShouldRecord("personErased");
        answer["personId"]!.GetValue<Guid>().Should().Be(person);
        (await school.EventsOf(incident)).Should().Equal(before);
        foreach (var where in new[] { incident, other })
        {
            var people = (await school.OfficeManager.Gets(where.Path))["peopleInvolved"]!.AsArray();
            people[0]!["name"]!.ToString().Should().Be("Ivy Ashdown");
            people[1]!["name"]!.ToJsonString().Should().Be("""{"erased":true}""");
        }

        (await school.Database.Asks($"select id from incidents.mt_doc_storedkey where id = '{person}'"))
            .Should().BeEmpty();
    }

    [Fact]
    public async Task stays_accounted_for()
    {
        var person = await school.PersonIn(await school.HasKept(), 0);
        (await school.ProtectionOfficer.Erases(person)).ShouldRecord("personErased");
        var incident = await school.HasKeptLongEnough();
        (await school.ProtectionOfficer.Erases(incident)).ShouldRecord("incidentErased");

        foreach (var reader in new[] { school.ProtectionOfficer, school.Auditor })
        {
            var erasures = (await reader.Gets("/v1/erasures")).Items;
            erasures[0]["incidentId"]!.GetValue<Guid>().Should().Be(incident.Id);
            erasures[0]["reason"]!.ToString().Should().Be("Its retention is over.");
            var ofThePerson = erasures.Single(each => each["personId"]?.GetValue<Guid>() == person);
            ofThePerson["legalBasis"]!.ToString().Should().Be("UK GDPR Art 17(1)(a)");
            ofThePerson["actor"]!["name"]!.ToString().Should().Be("Ruth Okoro");
        }

        (await school.OfficeManager.Gets("/v1/erasures")).ShouldBeRefused(403, "not-your-duty");
    }

    [Fact]
    public async Task erases_somebody_who_was_only_named()
    {
        var incident = await school.HasKept();
        var person = await school.PersonIn(incident, 0);

        (await school.ProtectionOfficer.Erases(person)).ShouldRecord("personErased");
        (await school.ProtectionOfficer.Erases(person)).ShouldRecord();

        (await school.OfficeManager.Gets(incident.Path))["peopleInvolved"]![0]!["name"]!.ToJsonString()
            .Should().Be("""{"erased":true}""");
    }

    [Fact]
    public async Task takes_their_keys_away_and_makes_who_comes_back_somebody_new()
    {
        var leaver = await school.Joins("lena.vale", "Lena Vale", Role.Staff);
        var incident = await leaver.Reports(Tales.LostLaptop);
        var old = ReporterOf(await school.OfficeManager.Gets(incident.Path));

        (await school.ProtectionOfficer.Erases(old)).ShouldRecord("personErased");

        (await leaver.Gets(incident.Path)).ShouldBeRefused(401, "unauthenticated");
        (await school.OfficeManager.Gets($"{incident.Path}/history")).Text.Should().NotContain("Lena Vale");
        (await school.Administrator.Gets("/v1/admin/api-keys")).Text.Should()
            .NotContain("Lena Vale").And.NotContain("lena.vale");
        var returned = await school.Joins("lena.vale", "Lena Vale", Role.Staff);
        var later = await returned.Reports(Tales.LostLaptop);
        ReporterOf(await school.OfficeManager.Gets(later.Path)).Should().NotBe(old);
        (await returned.Gets(incident.Path)).ShouldBeRefused(404, "not-found");
    }

    [Fact]
    public async Task is_not_undone_by_who_gives_them_a_name_or_a_role_at_the_same_moment()
    {
        var person = await school.PersonIn(await school.HasKept(), 1);
        await using var session = school.Services.GetRequiredService<IDocumentStore>()
            .LightweightSession("default");
        var row = await session.Query<PersonRow>()
            .SingleAsync(found => found.Id == person, TestContext.Current.CancellationToken);
        session.Store(row with { Roles = [Role.Staff] });

        (await school.ProtectionOfficer.Erases(person)).ShouldRecord("personErased");

        await FluentActions.Awaiting(() => session.SaveChangesAsync(TestContext.Current.CancellationToken))
            .Should().ThrowAsync<ConcurrencyException>();
    }

    [Fact]
    public async Task is_refused_while_a_hold_is_on_an_incident_that_names_them()
    {
        var incident = await school.HasKept();
        var person = await school.PersonIn(incident, 0);
        var hold = (await school.ProtectionOfficer.Holds(incident)).Id;

        (await school.ProtectionOfficer.Erases(person)).ShouldBeRefused(409, "legal-hold", "ref");
        (await school.ProtectionOfficer.Releases(hold)).ShouldRecord("legalHoldReleased");
        (await school.ProtectionOfficer.Erases(person)).ShouldRecord("personErased");
    }

    [Fact]
    public async Task is_refused_of_everybody_alike_while_a_hold_is_on_an_incident_with_a_protected_reporter()
    {
        var named = await school.HasKept();
        var (stranger, onlyNamed) = (await school.PersonIn(named, 1), await school.PersonIn(named, 0));
        var reporter = await school.Joins("rita.quiet", "Rita Quiet", Role.Staff);
        var openly = await reporter.Reports(Tales.LostLaptop);
        var who = ReporterOf(await school.OfficeManager.Gets(openly.Path));
        var hold = (await school.ProtectionOfficer.Holds(
            await reporter.Reports(new { title = "In confidence", protectIdentity = true }))).Id;

        var ofThem = await school.ProtectionOfficer.Erases(who);
        var ofAnother = await school.ProtectionOfficer.Erases(stranger);

        ofThem.ShouldBeRefused(409, "legal-hold", "ref");
        ofAnother.ShouldBeRefused(409, "legal-hold", "ref");
        ofThem["detail"]!.ToString().Should().Be(ofAnother["detail"]!.ToString());
        (await school.ProtectionOfficer.Erases(onlyNamed)).ShouldRecord("personErased");
        (await school.ProtectionOfficer.Releases(hold)).ShouldRecord("legalHoldReleased");
        (await school.ProtectionOfficer.Erases(who)).ShouldRecord("personErased");
    }

    [Fact]
    public async Task is_for_the_data_protection_officer_of_this_school()
    {
        var person = await school.PersonIn(await school.HasKept(), 0);

        (await school.OfficeManager.Erases(person)).ShouldBeRefused(403, "not-your-duty", "ref");
        (await school.ProtectionOfficer.Erases(Guid.NewGuid())).ShouldBeRefused(422, "no-such-person");
        (await school.ProtectionOfficer.Posts("/v1/erasures",
            new { personId = "nobody", legalBasis = "Law", reason = "Why" })).ShouldBeWrongAt("/personId");
    }

    [Fact]
    public async Task is_done_once_for_an_idempotency_key()
    {
        var person = await school.PersonIn(await school.HasKept(), 0);

        var first = await school.ProtectionOfficer.Erases(person, retryKey: "forget");
        var again = await school.ProtectionOfficer.Erases(person, retryKey: "forget");

        first.ShouldRecord("personErased");
        again.Body.Should().Equal(first.Body);
        (await school.ProtectionOfficer.Erases(Guid.NewGuid(), retryKey: "forget"))
            .ShouldBeRefused(422, "idempotency-key-reused");
    }

    private static Guid ReporterOf(Answer whole) => whole["reporter"]!["personId"]!.GetValue<Guid>();
}
