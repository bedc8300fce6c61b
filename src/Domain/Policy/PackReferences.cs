namespace Incidents.Domain;

/// <summary>What a command names of the policy pack, asked by every step that does.</summary>
internal static class PackReferences
{
    /// <summary>The refusal, where one of the information policies is not the pack's.</summary>
    /// <param name="field">The field of the body that names them.</param>
    public static Refusal? LacksPolicyOf(this PolicyPack pack, IEnumerable<string> policies, string field) =>
        policies.All(pack.HasInformationPolicy)
            ? null
            : Rules.UnknownPolicy.Refuses(
                $"{field}: the policy pack has no such information policy; GET /v1/policy-pack lists them.");

    /// <summary>The refusal, where the breach type is not the pack's.</summary>
    public static Refusal? LacksBreachType(this PolicyPack pack, string? breachType) =>
        breachType is null || pack.HasBreachType(breachType)
            ? null
            : Rules.NoSuchBreachType.Refuses(
                "breachType: the policy pack has no such breach type; GET /v1/policy-pack lists them.");
}
