using System.Text.Json;

namespace Incidents.Api.Security;

/// <summary>Reads the claims of a token whose signature was found good.</summary>
internal sealed class TokenClaims(JsonElement payload)
{
    /// <summary>The one text of a claim; none where it is missing, blank or something else.</summary>
    public string? Text(string claim) =>
        Find(claim) is { ValueKind: JsonValueKind.String } found && found.GetString() is { } text
        && !string.IsNullOrWhiteSpace(text)
            ? text
            : null;

    /// <summary>The texts of a claim, whether it is a list or one text alone.</summary>
    public IReadOnlyList<string> Texts(string claim) => Find(claim) switch
    {
        { ValueKind: JsonValueKind.String } one => [one.GetString()!],
        { ValueKind: JsonValueKind.Array } list =>
        [
            .. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String)
                .Select(item => item.GetString()!),
        ],
        _ => [],
    };

    /// <summary>A claim by its name; else, by the parts of its name, within other claims, as in
    /// <c>realm_access.roles</c>.</summary>
    private JsonElement? Find(string claim)
    {
        if (payload.TryGetProperty(claim, out var named))
            return named;

        JsonElement? within = payload;
        foreach (var part in claim.Split('.'))
        {
            within = within is { ValueKind: JsonValueKind.Object } map
                && map.TryGetProperty(part, out var found) ? found : null;
        }

        return within;
    }
}
