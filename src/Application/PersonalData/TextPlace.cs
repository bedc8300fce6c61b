using Incidents.Domain;

namespace Incidents.Application.PersonalData;

/// <summary>Where a sealed text stands. It is authenticated with the text, which opens nowhere
/// else.</summary>
/// <param name="Owner">The stream, or the row, that holds the text, and under whose key it lies unless it is
/// a person's.</param>
/// <param name="Context">The event's stored name, or what kind of row it is.</param>
/// <param name="Field">Its path, as in JSON.</param>
public readonly record struct TextPlace(string Tenant, Guid Owner, string Context, string Field)
{
    /// <summary>These bytes are a storage format: what was sealed with them opens with no others.</summary>
    internal byte[] Authenticated(TextClass @class) => LengthPrefixed.Encode(
        "incidents/text/1", Tenant, Owner.ToString("N"), Context, Field, @class.ToString());
}
