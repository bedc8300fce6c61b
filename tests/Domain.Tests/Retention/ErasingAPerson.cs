namespace Incidents.Domain.Tests.Retention;

public sealed class ErasingAPerson
{
    private static readonly Erase Command =
        new(null, Pupil.PersonId, "UK GDPR Art 17(1)(a)", "Asked for it.");

    private static readonly KnownPersonalData Known =
        new(Pupil.PersonId, IsKnown: true, IsErased: false, IsHeld: false);

    [Fact]
    public void is_recorded_with_its_legal_basis_at_any_time() =>
        Decide(Known).Should().BeOfType<Recorded<TenantEvent>>().Which.Events.Should().Equal(
            new PersonErased(Pupil.PersonId, Text.Narrative("UK GDPR Art 17(1)(a)"),
                Text.Narrative("Asked for it.")));

    [Fact]
    public void is_for_the_data_protection_officer() =>
        new Verdict(Decide(Known, OfficeManager)).ThenRefused("not-your-duty", Ref);

    [Fact]
    public void a_second_time_changes_nothing() =>
        Decide(Known with { IsErased = true, IsKnown = false }).Should().Be(Decision.Nothing);

    [Fact]
    public void is_refused_where_the_id_is_nobodys() =>
        new Verdict(Decide(Known with { IsKnown = false })).ThenRefused("no-such-person", null);

    [Fact]
    public void is_refused_while_an_incident_they_have_a_part_in_is_held() =>
        new Verdict(Decide(Known with { IsHeld = true })).ThenRefused("legal-hold", Ref);

    private static Decision Decide(KnownPersonalData person, Actor? by = null) =>
        Command.Decide(person, ContextOf(Command, [], by ?? ProtectionOfficer, NewId));
}
