namespace Incidents.Domain.Tests;

public sealed class AdoptingAPolicyPack
{
    private static readonly Tenant School = Tenant.Initial.Evolve(
        new PolicyPackAdopted(1, Pin.Sha256, new(2023, 3, 31), Text.Narrative("{}")));

    private static readonly AdoptPolicyPack Another = new(Pack, new("{\"title\":1}", new string('b', 64)));

    [Fact]
    public void records_the_whole_pack_under_the_next_version() =>
        Recorded(Judge(Another)).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new PolicyPackAdopted(2, Another.Written.Sha256, Pack.DocumentControl.NextReview,
                Text.Narrative(Another.Written.Content)));

    [Fact]
    public void that_is_in_force_already_changes_nothing() =>
        Recorded(Judge(Another with { Written = new("{}", Pin.Sha256) })).Should().BeEmpty();

    [Fact]
    public void that_was_in_force_before_is_another_version()
    {
        var later = School.Evolve((PolicyPackAdopted)Recorded(Judge(Another))[0]);

        Recorded(Judge(Another with { Written = new("{}", Pin.Sha256) }, later)).Should().ContainSingle()
            .Which.Should().BeOfType<PolicyPackAdopted>().Which.Version.Should().Be(3);
    }

    [Fact]
    public void is_refused_to_whoever_has_seen_another_version() =>
        Judge(Another, expecting: 3).Should().Be(new Stale(1));

    [Fact]
    public void is_not_made_stale_by_what_else_happens_to_the_school() =>
        Judge(Another, School.Evolve(new ApiKeyRevoked(NewId)), expecting: 1).Should()
            .BeOfType<Recorded<TenantEvent>>();

    private static Decision Judge(AdoptPolicyPack command, Tenant? school = null, long? expecting = null) =>
        command.Judge(school ?? School, new()
        {
            Actor = Administrator,
            Now = Now,
            Pack = Pack,
            Pin = Pin,
            NewId = NewId,
            ExpectedVersion = expecting,
        });

    private static ImmutableArray<TenantEvent> Recorded(Decision decision) =>
        decision.Should().BeOfType<Recorded<TenantEvent>>().Which.Events;
}
