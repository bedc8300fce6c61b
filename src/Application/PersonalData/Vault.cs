using Incidents.Application.Store;
using Incidents.Domain;
using Marten;

namespace Incidents.Application.PersonalData;

/// <summary>Seals what is stored and opens what is read: brings the keys of the database, the key ring
/// and the seal together.</summary>
public sealed class Vault(KeyWrap wrap, KeyCache cache, DestroyedKeys destroyed, TimeProvider clock)
{
    private const string People = "people";

    private readonly AsyncLocal<KeyChain?> _atHand = new();

    /// <summary>Puts stored keys on the chain. One that has no row, or is on the list of
    /// destroyed keys, stays off.</summary>
    public async Task Load(
        IQuerySession session, KeyChain keys, IEnumerable<Guid> ids, CancellationToken cancellation)
    {
        var gone = destroyed.Of(session.TenantId);
        var missing = new List<Guid>();
        foreach (var id in ids.Distinct().Where(id => keys.Get(id) is null))
        {
            if (gone.Contains(id))
                keys.MarkDestroyed(id);
            else if (cache.TryGet(session.TenantId, id, out var key))
                keys.Hold(id, key);
            else
                missing.Add(id);
        }

        if (missing.Count == 0)
            return;

        foreach (var stored in await session.LoadManyAsync<StoredKey>(cancellation, [.. missing]))
        {
            var key = wrap.Unwrap(session.TenantId, stored);
            cache.Keep(session.TenantId, stored.Id, key);
            keys.Hold(stored.Id, key);
            missing.Remove(stored.Id);
        }

        missing.ForEach(keys.MarkDestroyed);
    }

    /// <summary>An event as it is stored. The keys that exist already are on the
    /// chain; others are made.</summary>
    public static T Seal<T>(string tenant, Guid streamId, T @event, KeyChain keys)
        where T : StoredEvent =>
        PersonalData.Seal.SealEvent(tenant, streamId, @event, EventNames.Of(@event), keys);

    /// <summary>The keys that a stored event needs.</summary>
    public static IEnumerable<Guid> KeysOf(Guid streamId, StoredEvent @event) =>
        PersonalData.Seal.KeysOf(streamId, @event);

    /// <summary>An event for a reader to whom these classes open.</summary>
    public static T Open<T>(
        string tenant, Guid streamId, T @event, KeyChain keys, IReadOnlySet<TextClass> opens)
        where T : StoredEvent =>
        PersonalData.Seal.OpenEvent(tenant, streamId, @event, EventNames.Of(@event), keys, opens);

    /// <summary>An event with every text open, for the service itself.</summary>
    public async Task<T> OpenAll<T>(
        IQuerySession session, Guid streamId, T @event, CancellationToken cancellation)
        where T : StoredEvent
    {
        var keys = new KeyChain();
        await Load(session, keys, KeysOf(streamId, @event), cancellation);

        return Open(session.TenantId, streamId, @event, keys, Enum.GetValues<TextClass>().ToHashSet());
    }

    /// <summary>The title for the register: the one text that a view holds in clear.</summary>
    /// <param name="titled">The report, or the correction of its title.</param>
    public async Task<string> RegisterTitle(
        IQuerySession session, Guid incidentId, IncidentEvent titled, CancellationToken cancellation)
    {
        var keys = _atHand.Value ?? new KeyChain();
        await Load(session, keys, [incidentId], cancellation);

        return TitleOf(session.TenantId, incidentId, titled, keys) ?? "";
    }

    /// <summary>The same, with the incident's key on the chain; none where that is gone.</summary>
    public static string? TitleOf(string tenant, Guid incidentId, IncidentEvent titled, KeyChain keys)
    {
        var (field, text) = titled switch
        {
            IncidentReported e => ("title", e.Title),
            IncidentImported e => ("title", e.Title),
            RecordCorrected e => ("text", e.Text),
            _ => throw new ArgumentException($"{titled.GetType().Name} holds no title.", nameof(titled)),
        };

        return text is SealedText @sealed
            ? PersonalData.Seal.OpenText(
                new(tenant, incidentId, EventNames.Of(titled), field), @sealed, keys)
            : null;
    }

    /// <summary>A text about a person, under that person's key.</summary>
    public static SealedText SealPersonal(
        string tenant, Guid person, string field, string text, KeyChain keys) =>
        PersonalData.Seal.SealText(
            new(tenant, person, People, field), new(TextClass.Actor, text, person), KeyPurpose.Person, keys);

    /// <summary>A text about a person, opened or erased.</summary>
    public static Text OpenPersonal(
        string tenant, Guid person, string field, SealedText text, KeyChain keys) =>
        PersonalData.Seal.OpenText(new(tenant, person, People, field), text, keys) is { } clear
            ? new ClearText(text.Class, clear, person)
            : new ErasedText(text.Class);

    /// <summary>Destroys keys whose rows are gone from the database: here at once, and in every copy of the
    /// database that is put back later. Other nodes forget them within
    /// <see cref="KeyCache.Lifetime"/>.</summary>
    public void Destroy(string tenant, IReadOnlyCollection<Guid> ids)
    {
        destroyed.Add(tenant, ids, clock.GetUtcNow());
        foreach (var id in ids)
            cache.Forget(tenant, id);
    }

    /// <summary>Commits a session with the keys that were made for it, in the same transaction.</summary>
    public async Task Commit(IDocumentSession session, KeyChain keys, CancellationToken cancellation)
    {
        foreach (var made in Wrapped(session.TenantId, keys))
            session.Insert(made);

        // The register's projection opens the title before the key's row can be read.
        _atHand.Value = keys;
        await session.SaveChangesAsync(cancellation);
        Keep(session.TenantId, keys);
    }

    /// <summary>The keys that were made, as they are to be stored with what they seal.</summary>
    public IEnumerable<StoredKey> Wrapped(string tenant, KeyChain keys)
    {
        // To the hour: a key is made with a report, and must not tell when that came.
        var madeAt = Moments.ToTheHour(clock.GetUtcNow());

        return keys.Made.Select(made => wrap.Wrap(tenant, made, madeAt));
    }

    /// <summary>Keeps the keys that were made at hand, once they are stored.</summary>
    public void Keep(string tenant, KeyChain keys)
    {
        foreach (var made in keys.Made)
            cache.Keep(tenant, made.Id, made.Key);
    }
}
