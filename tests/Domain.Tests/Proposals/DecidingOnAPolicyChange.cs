using static Incidents.Domain.Tests.AProposal;

namespace Incidents.Domain.Tests;

public sealed class DecidingOnAPolicyChange
{
    private static readonly Actor Champion = Somebody(Role.InformationChampion);
    private static readonly DecideOnPolicyChange Agree = new(Agreed: true, Why, "Local Governing Board");
    private static readonly DecideOnPolicyChange Decline = new(Agreed: false, Why);

    [Fact]
    public void agrees_and_forwards_it_or_declines_it()
    {
        Proposed().When(Agree, by: Champion).Then(AgreedTo);
        Proposed().When(Decline, by: Champion).Then(NotAgreedTo);
    }

    [Fact]
    public void forwards_nothing_that_is_declined() =>
        Proposed().When(Decline with { ForwardedTo = Why }, by: Champion).ThenInvalid("/forwardedTo");

    [Fact]
    public void again_in_the_same_way_changes_nothing_and_in_another_is_refused()
    {
        Proposed(AgreedTo).When(Agree, by: Champion).ThenNothing();
        Proposed(NotAgreedTo).When(Decline, by: Champion).ThenNothing();
        Proposed(AgreedTo).When(Decline, by: Champion).ThenRefused("already-decided", Chg);
        Proposed(NotAgreedTo).When(Agree, by: Champion).ThenRefused("already-decided", Chg);
    }

    [Fact]
    public void is_the_information_champions_to_do()
    {
        Proposed().When(Agree, by: OfficeManager).ThenRefused("not-your-duty", Chg);
        Proposed().When(Agree, by: Headteacher).ThenNotThere();
        Proposed().When(Agree, by: Teacher).ThenRefused("conflict-of-interest", Why6);
    }

    [Fact]
    public void is_for_the_first_in_order_where_the_champion_proposed_it()
    {
        StreamHistory<PolicyChange, PolicyChangeEvent> proposed = new(ProposedBy(Champion));

        proposed.When(Agree, by: Champion).ThenRefused("conflict-of-interest", Why6);
        proposed.When(Agree, by: OfficeManager).Then(AgreedTo);
    }
}
