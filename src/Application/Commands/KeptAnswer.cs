namespace Incidents.Application.Commands;

/// <summary>An answer that was given under an Idempotency-Key, kept so that it can be given again.</summary>
/// <param name="Id">Keyed hash of caller and Idempotency-Key; the key itself is not stored.</param>
/// <param name="Fingerprint">Keyed hash of method, path and body.</param>
/// <param name="Answer">The answer, encrypted under a key derived from the
/// Idempotency-Key, base64url.</param>
/// <param name="KeptUntil">UTC.</param>
public sealed record KeptAnswer(string Id, string Fingerprint, string Answer, DateTimeOffset KeptUntil);
