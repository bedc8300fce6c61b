using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Incidents.Application.PersonalData;
using Incidents.Application.Store;
using Incidents.Domain;
using Marten;

namespace Incidents.Application.Commands;

/// <summary>Answers that are given again under the same Idempotency-Key, byte for byte. What is stored
/// opens only with the Idempotency-Key itself, which is not stored, and the installation's lookup secret: the
/// answer may hold what the caller alone may know.</summary>
public sealed class KeptAnswers(LookupSecret secret, TimeProvider clock)
{
    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>Where a caller's answer under a key is found.</summary>
    public string IdOf(Caller caller, RetryKey key) => caller.Actor switch
    {
        { ReceiptOf: { } incident } =>
            secret.Hash("idempotency-key-by-receipt", caller.Tenant, incident.ToString("N"), key.Key),

        // Strangers share this: nobody learns from a key of theirs that another has used it.
        { IsUnnamed: true } =>
            secret.Hash("idempotency-key-of-nobody", caller.Tenant, key.Key, FingerprintOf(caller, key)),
        { PersonId: var person } =>
            secret.Hash("idempotency-key", caller.Tenant, person.ToString("N"), key.Key),
    };

    /// <summary>The answer to keep.</summary>
    public KeptAnswer Keep(Caller caller, RetryKey key, Rendered answer)
    {
        var clear = JsonSerializer.SerializeToUtf8Bytes(answer, StoreJson.Options);
        var sealedAnswer = new byte[NonceLength + clear.Length + TagLength];
        RandomNumberGenerator.Fill(sealedAnswer.AsSpan(0, NonceLength));

        using var aes = Cipher(caller, key);
        aes.Encrypt(
            sealedAnswer.AsSpan(0, NonceLength), clear, sealedAnswer.AsSpan(NonceLength, clear.Length),
            sealedAnswer.AsSpan(NonceLength + clear.Length));

        return new(IdOf(caller, key), FingerprintOf(caller, key), Convert.ToBase64String(sealedAnswer),
            clock.GetUtcNow() + Lifetime);
    }

    /// <summary>The same, where the row must not tell when it was made: then it is kept to the end of an
    /// hour.</summary>
    public KeptAnswer KeepDiscreetly(Caller caller, RetryKey key, Rendered answer)
    {
        var kept = Keep(caller, key, answer);

        return kept with { KeptUntil = Moments.ToTheHour(kept.KeptUntil).AddHours(1) };
    }

    /// <summary>Keeps an answer with what it answers. It is inserted, also in the place of one whose day is
    /// over, so that of two at the same moment one fails and then finds the other's.</summary>
    /// <param name="answer">The answer; none: nothing is kept.</param>
    /// <param name="expired">What was kept under the key before: this goes, and nothing that another has kept
    /// since it was read.</param>
    public static void Keep(IDocumentOperations session, KeptAnswer? answer, KeptAnswer? expired)
    {
        if (answer is null)
            return;

        if (expired is { Id: var id, Answer: var read })
            session.DeleteWhere<KeptAnswer>(kept => kept.Id == id && kept.Answer == read);
        session.Insert(answer);
    }

    /// <summary>What a request becomes whose answer is kept.</summary>
    public Outcome AnswerAgain(Caller caller, RetryKey key, KeptAnswer kept, Guid? incidentId) =>
        Again(caller, key, kept) is { } answer
            ? new Outcome.Answered(answer, incidentId, Events: 0, Repeated: true)
            : new Outcome.KeyReused();

    /// <summary>Whether it is still kept, as far as its caller is concerned.</summary>
    public bool IsCurrent(KeptAnswer kept) => kept.KeptUntil > clock.GetUtcNow();

    /// <summary>The kept answer, or none where the key was used for something else.</summary>
    public Rendered? Again(Caller caller, RetryKey key, KeptAnswer kept)
    {
        if (kept.Fingerprint != FingerprintOf(caller, key))
            return null;

        var sealedAnswer = Convert.FromBase64String(kept.Answer);
        var clear = new byte[sealedAnswer.Length - NonceLength - TagLength];

        using var aes = Cipher(caller, key);
        aes.Decrypt(sealedAnswer.AsSpan(0, NonceLength), sealedAnswer.AsSpan(NonceLength, clear.Length),
            sealedAnswer.AsSpan(NonceLength + clear.Length), clear);

        return JsonSerializer.Deserialize<Rendered>(clear, StoreJson.Options);
    }

    private string FingerprintOf(Caller caller, RetryKey key) =>
        secret.Hash("idempotency-fingerprint", caller.Tenant,
            Convert.ToBase64String(SHA256.HashData(key.Fingerprint.Span)));

    /// <summary>Caller and tenant take part, so that two callers who use the same key do not share a cipher;
    /// and so does the lookup secret, so that nobody finds out from the database who the caller was by trying
    /// keys that are easily guessed.</summary>
    private AesGcm Cipher(Caller caller, RetryKey key) => new(
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(key.Key), 32,
            salt: Encoding.UTF8.GetBytes(secret.Hash(
                "kept-answer", caller.Tenant, caller.Actor.PersonId.ToString("N"))),
            info: "incidents/kept-answer/1"u8.ToArray()),
        TagLength);
}
