namespace Incidents.Application.PersonalData;

/// <summary>What a data key belongs to, and so what is erased with it.</summary>
public enum KeyPurpose
{
    /// <summary>One incident.</summary>
    Incident,

    /// <summary>One person.</summary>
    Person,

    /// <summary>The tenant's own records.</summary>
    Tenant,

    /// <summary>The identity of one report's protected reporter (how-1).</summary>
    Report,
}

/// <summary>A data key as it is stored: wrapped, so that the database alone opens nothing.</summary>
public sealed record StoredKey
{
    /// <summary>The id of what the key belongs to.</summary>
    public Guid Id { get; set; }

    /// <summary>The key, protected by the installation's key ring, base64url.</summary>
    public required string Wrapped { get; init; }

    /// <summary>What it belongs to.</summary>
    public required KeyPurpose Purpose { get; init; }

    /// <summary>UTC, to the hour.</summary>
    public required DateTimeOffset MadeAt { get; init; }
}
