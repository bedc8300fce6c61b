using System.Diagnostics.CodeAnalysis;

namespace Incidents.Domain;

/// <summary>Who may read a text once it is sealed; the policy protects names and
/// reporters more than facts.</summary>
public enum TextClass
{
    /// <summary>What happened, what was decided and why: all who see the
    /// incident, the auditor included.</summary>
    Narrative,

    /// <summary>Names of people involved, affected, interviewed or informed: those
    /// who work on the incident.</summary>
    Personal,

    /// <summary>Who reported (how-1): as <see cref="Personal"/>, unless the
    /// reporter asked for anonymity.</summary>
    Reporter,

    /// <summary>Notes of an interview: investigator, office manager and headteacher.</summary>
    Interview,

    /// <summary>Disciplinary content: investigator, office manager and headteacher.</summary>
    Disciplinary,

    /// <summary>Display name of whoever acted: all who see the incident.</summary>
    Actor,
}

/// <summary>A text of an event: clear while it is being decided, sealed when it is stored, and at the edge
/// opened, withheld or erased.</summary>
public abstract record Text(TextClass Class)
{
    /// <summary>A text that all who see the incident may read.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static Text? Narrative(string? value) => Of(value, TextClass.Narrative);

    /// <summary>Texts that all who see the incident may read.</summary>
    public static ImmutableArray<Text> Narratives(IEnumerable<string>? values) =>
        values is null ? [] : [.. values.Select(value => Narrative(value))];

    /// <summary>A text of a class, under the incident's key.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static Text? Of(string? value, TextClass @class) =>
        value is null ? null : new ClearText(@class, value, Person: null);

    /// <summary>A text of an incident that outlives the incident's own key: it lies under the
    /// tenant's.</summary>
    public static Text OfTenant(string value) =>
        new ClearText(TextClass.Narrative, value, Tenant.StreamId);

    /// <summary>A person's name, under that person's key so that it can be erased with the person.</summary>
    public static Text Name(string name, Guid person, TextClass @class = TextClass.Personal) =>
        new ClearText(@class, name, person);

    /// <summary>Who a protected reporter is, under a key of the report alone.</summary>
    public static Text Identity(HiddenIdentity identity) =>
        new ClearText(TextClass.Reporter, identity.Value, identity.Key) { IsIdentity = true };
}

/// <summary>A text that is readable here and now. It never prints itself, so that
/// no log or message can.</summary>
/// <param name="Class">Who may read it.</param>
/// <param name="Value">The text.</param>
/// <param name="Person">Whose key seals it, with that of its stream: a person's; the tenant's alone; none:
/// the stream's alone.</param>
public sealed record ClearText(TextClass Class, string Value, Guid? Person) : Text(Class)
{
    /// <summary>Whether the key is that of one report's identity, not a person's.</summary>
    public bool IsIdentity { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"(clear {Class} text)";
}

/// <summary>A text as it is stored.</summary>
/// <param name="KeyId">The data key it is sealed under, which bears the id of its incident or person.</param>
/// <param name="Class">Who may read it.</param>
/// <param name="Nonce">96 bits, base64url.</param>
/// <param name="Ciphertext">AES-256-GCM ciphertext with its 128-bit tag, base64url.</param>
public sealed record SealedText(Guid KeyId, TextClass Class, string Nonce, string Ciphertext) : Text(Class);

/// <summary>A text that its reader may not see.</summary>
public sealed record WithheldText(TextClass Class) : Text(Class);

/// <summary>A text whose key has been destroyed.</summary>
public sealed record ErasedText(TextClass Class) : Text(Class);
