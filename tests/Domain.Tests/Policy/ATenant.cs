namespace Incidents.Domain.Tests;

public sealed class ATenant
{
    private static readonly PolicyPackAdopted Adopted = new(
        2, Pin.Sha256, new(2027, 1, 1), Text.Narrative("{}"));

    [Fact]
    public void begins_without_a_policy_pack() => Tenant.Initial.Pack.Should().BeNull();

    [Fact]
    public void has_the_pack_that_was_adopted_last() =>
        Tenant.Initial.Evolve(Adopted with { Version = 1 }).Evolve(Adopted).Pack.Should()
            .Be(new PackPin(2, Pin.Sha256));

    [Fact]
    public void keeps_its_pack_through_all_else() =>
        Tenant.Initial.Evolve(Adopted).Evolve(new TenantMade(Text.Narrative("School")))
            .Evolve(new ApiKeyMade(NewId, NewId, Text.Narrative("Key"), [Role.Staff], null))
            .Evolve(new ApiKeyRevoked(NewId))
            .Evolve(new WebhookMade(NewId, Text.Narrative("https://tracker.example"), []))
            .Evolve(new WebhookSecretRotated(NewId, EarlierUntil: default))
            .Evolve(new WebhookReplayed(NewId, After: 0))
            .Evolve(new WebhookRemoved(NewId)).Should().Be(Tenant.Initial.Evolve(Adopted));
}
