using static Incidents.Domain.Tests.AProposal;

namespace Incidents.Domain.Tests;

public sealed class ProposingAPolicyChange
{
    private static readonly ProposePolicyChange Propose = new([How2], Why, Why);

    [Fact]
    public void records_who_proposes_what_and_why() =>
        None.When(Propose, by: Teacher).Then(ProposedBy(Teacher));

    [Theory]
    [InlineData(Role.Integration)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Administrator)]
    public void is_for_members_of_staff_alone(Role role) =>
        None.When(Propose, by: Somebody(role)).ThenRefused("not-your-duty", Chg);

    [Fact]
    public void names_points_of_the_policy()
    {
        None.When(Propose with { Points = [] }, by: Teacher).ThenInvalid("/points");
        None.When(Propose with { Points = ["how-9"] }, by: Teacher).ThenRefused("no-such-point", null);
    }
}

/// <summary>Proposals, and what was decided on them.</summary>
internal static class AProposal
{
    public static StreamHistory<PolicyChange, PolicyChangeEvent> None => new();

    public static PolicyChangeAgreed AgreedTo =>
        new(Text.Narrative(Why), Text.Narrative("Local Governing Board"));

    public static PolicyChangeDeclined NotAgreedTo => new(Text.Narrative(Why));

    public static PolicyChangeProposed ProposedBy(Actor actor) => new(
        new(actor.PersonId, [.. actor.Roles.Order()]), [How2], Text.Narrative(Why), Text.Narrative(Why));

    public static StreamHistory<PolicyChange, PolicyChangeEvent> Proposed(params PolicyChangeEvent[] then) =>
        new([ProposedBy(Teacher), .. then]);
}
