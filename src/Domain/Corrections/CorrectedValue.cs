namespace Incidents.Domain;

/// <summary>What a field should have been, as it was given: a text (which may tell an instant), texts, or
/// people.</summary>
/// <param name="Instant">The instant that the text tells, where it tells one, UTC.</param>
public sealed record CorrectedValue(
    string? Text,
    DateTimeOffset? Instant = null,
    IReadOnlyList<string>? Texts = null,
    IReadOnlyList<InvolvedPerson>? People = null);
