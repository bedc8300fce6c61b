using Incidents.Domain;

namespace Incidents.Application.PersonalData;

/// <summary>Seals the texts of events before they are stored, and opens them for who may read them.</summary>
public static class Seal
{
    /// <summary>The event as it is stored: every text sealed.</summary>
    /// <param name="eventName">The event's stored name.</param>
    /// <exception cref="InvalidOperationException">A text of it is not clear, so it was not decided just
    /// now.</exception>
    public static T SealEvent<T>(string tenant, Guid streamId, T @event, string eventName, KeyChain keys)
        where T : StoredEvent
    {
        var purpose = @event is TenantEvent ? KeyPurpose.Tenant : KeyPurpose.Incident;

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

            // That a text was erased is shown to everybody, also to who could not have read it.
            if (keys.Get(@sealed.KeyId) is not { } key)
                return new ErasedText(@sealed.Class);

            if (!opens.Contains(@sealed.Class))
                return new WithheldText(@sealed.Class);

            var clear = TextCipher.Decrypt(@sealed, key, new(tenant, streamId, eventName, field));

            return new ClearText(@sealed.Class, clear, @sealed.KeyId == streamId ? null : @sealed.KeyId);
        }
    }

    /// <summary>The keys under which the texts of a stored event lie, to be loaded before it is
    /// opened.</summary>
    public static IReadOnlySet<Guid> KeysOf(StoredEvent @event) =>
        TextFields.Of(@event).Select(field => field.Text).OfType<SealedText>()
            .Select(text => text.KeyId).ToHashSet();

    /// <summary>The keys under which a decided event will be sealed, to be loaded before it is: one that is
    /// stored but not at hand would be made a second time.</summary>
    public static IReadOnlySet<Guid> KeysToSeal(Guid streamId, StoredEvent @event) =>
        TextFields.Of(@event).Select(field => field.Text).OfType<ClearText>()
            .Select(text => text.Person ?? streamId).ToHashSet();

    /// <summary>Seals one text of a row.</summary>
    /// <param name="purpose">What the owner's key is for, where it has to be made.</param>
    public static SealedText SealText(TextPlace place, ClearText text, KeyPurpose purpose, KeyChain keys)
    {
        var (keyId, keyPurpose) = text.Person is { } person && person != place.Owner
            ? (person, KeyPurpose.Person)
            : (place.Owner, purpose);

        return TextCipher.Encrypt(text.Value, keys.GetOrMake(keyId, keyPurpose), keyId, text.Class, place);
    }

    /// <summary>One text of a row, or null where its key is gone. Who may read it is the caller's to
    /// know.</summary>
    /// <exception cref="SealBrokenException">It is not what was sealed there.</exception>
    public static string? OpenText(TextPlace place, SealedText text, KeyChain keys) =>
        keys.Get(text.KeyId) is { } key ? TextCipher.Decrypt(text, key, place) : null;
}
