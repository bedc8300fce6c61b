namespace Incidents.Domain;

/// <summary>A policy pack as it is stored: written the same way each time, so that its hash tells whether two
/// are the same.</summary>
/// <param name="Content">Canonical JSON, without the version that the tenant gives it.</param>
/// <param name="Sha256">Of the content, lower-case hexadecimal.</param>
public sealed record WrittenPack(string Content, string Sha256);

/// <summary>Adopt another policy pack. Incidents that were reported before keep the one that they
/// pinned.</summary>
[Policy(Doc)]
public sealed record AdoptPolicyPack(PolicyPack Pack, WrittenPack Written)
    : StreamCommand<Tenant, TenantEvent>
{
    /// <returns><see cref="PolicyPackAdopted"/>; nothing where it is in force already.</returns>
    protected internal override Decision Decide(Tenant state, Context context)
    {
        if (state.Pack?.Sha256 == Written.Sha256)
            return Nothing;

        return Record(new PolicyPackAdopted((state.Pack?.Version ?? 0) + 1, Written.Sha256,
            Pack.DocumentControl.NextReview, Text.Narrative(Written.Content)));
    }
}
