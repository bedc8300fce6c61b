using System.Security.Cryptography;
using Incidents.Domain;

namespace Incidents.Application.PersonalData;

/// <summary>Seals the texts of events before they are stored, and opens them for whoever may read
/// them.</summary>
public static class Seal
{
    /// <summary>A storage format, as what is authenticated with a text.</summary>
    private static readonly byte[] Together = "incidents/person-in-stream/1"u8.ToArray();

    /// <summary>The event as it is stored: every text sealed.</summary>
    /// <param name="eventName">The event's stored name.</param>
    /// <exception cref="InvalidOperationException">A text of it is not clear, so it was not decided just
    /// now.</exception>
    public static T SealEvent<T>(string tenant, Guid streamId, T @event, string eventName, KeyChain keys)
        where T : StoredEvent
    {
        var purpose = @event is TenantEvent or PolicyExceptionEvent or PolicyChangeEvent
            ? KeyPurpose.Tenant
            : KeyPurpose.Incident;

        return TextFields.Map(@event, (field, text) => text is ClearText clear
            ? SealText(new(tenant, streamId, eventName, field), clear, purpose, keys)
            : throw new InvalidOperationException(
                $"{field} of {eventName} is a {text.GetType().Name}; only a clear text can be sealed."));
    }

    /// <summary>The event for a reader: texts of the classes that open are clear, the others withheld, and
    /// those whose key is gone erased.</summary>
    /// <param name="eventName">The event's stored name.</param>
    /// <exception cref="SealBrokenException">A text is not what was sealed there.</exception>
    public static T OpenEvent<T>(
        string tenant, Guid streamId, T @event, string eventName, KeyChain keys,
        IReadOnlySet<TextClass> opens)
        where T : StoredEvent
    {
        return TextFields.Map(@event, Open);

        Text Open(string field, Text text)
        {
            if (text is not SealedText @sealed)
                return text;

            // That a text was erased is shown to everybody, also to whoever could not have read it.
            if (KeyOf(@sealed.KeyId, streamId, keys.Get) is not { } key)
                return new ErasedText(@sealed.Class);

            if (!opens.Contains(@sealed.Class))
                return new WithheldText(@sealed.Class);

            var clear = TextCipher.Decrypt(@sealed, key, new(tenant, streamId, eventName, field));

            return new ClearText(@sealed.Class, clear, @sealed.KeyId == streamId ? null : @sealed.KeyId);
        }
    }

    /// <summary>The keys under which the texts of a stored event lie, to be loaded before it is
    /// opened.</summary>
    public static IReadOnlySet<Guid> KeysOf(Guid streamId, StoredEvent @event) =>
        TextFields.Of(@event).Select(field => field.Text).OfType<SealedText>()
            .SelectMany(text => Needed(text.KeyId, streamId)).ToHashSet();

    /// <summary>The keys under which a decided event will be sealed, to be loaded before it is: one that is
    /// stored but not at hand would be made a second time.</summary>
    public static IReadOnlySet<Guid> KeysToSeal(Guid streamId, StoredEvent @event) =>
        TextFields.Of(@event).Select(field => field.Text).OfType<ClearText>()
            .SelectMany(text => Needed(text.Person ?? streamId, streamId)).ToHashSet();

    /// <summary>Seals one text of a row.</summary>
    /// <param name="purpose">What the owner's key is for, where it has to be made.</param>
    public static SealedText SealText(TextPlace place, ClearText text, KeyPurpose purpose, KeyChain keys)
    {
        var keyId = text.Person ?? place.Owner;
        var own = text.IsIdentity ? KeyPurpose.Report : PurposeOf(keyId, place.Owner, purpose);
        var key = KeyOf(keyId, place.Owner, id => keys.GetOrMake(id, id == keyId ? own : purpose))!;

        return TextCipher.Encrypt(text.Value, key, keyId, text.Class, place);
    }

    /// <summary>One text of a row, or null where its key is gone. Who may read it is the caller's to
    /// know.</summary>
    /// <exception cref="SealBrokenException">It is not what was sealed there.</exception>
    public static string? OpenText(TextPlace place, SealedText text, KeyChain keys) =>
        KeyOf(text.KeyId, place.Owner, keys.Get) is { } key ? TextCipher.Decrypt(text, key, place) : null;

    /// <summary>The key of a text. What belongs to a person within a stream lies under both their keys: it
    /// is gone with the one as with the other.</summary>
    private static byte[]? KeyOf(Guid keyId, Guid owner, Func<Guid, byte[]?> key)
    {
        if (key(keyId) is not { } own)
            return null;

        if (Needed(keyId, owner) is [_])
            return own;

        return key(owner) is { } stream
            ? HKDF.DeriveKey(HashAlgorithmName.SHA256, own, KeyChain.KeyLength, salt: stream, Together)
            : null;
    }

    private static Guid[] Needed(Guid keyId, Guid owner) =>
        keyId == owner || keyId == Tenant.StreamId ? [keyId] : [keyId, owner];

    private static KeyPurpose PurposeOf(Guid keyId, Guid owner, KeyPurpose ofOwner) =>
        keyId == owner ? ofOwner : keyId == Tenant.StreamId ? KeyPurpose.Tenant : KeyPurpose.Person;
}
