using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Incidents.Application.PersonalData;

/// <summary>Data keys that were unwrapped a moment ago, so that unwrapping is rare. They are kept so briefly
/// because a key that another node destroys must stop opening here too.</summary>
public sealed class KeyCache(TimeProvider clock, int capacity = KeyCache.DefaultCapacity)
{
    /// <summary>Keys kept at most, of all tenants.</summary>
    public const int DefaultCapacity = 10_000;

    /// <summary>How long a key is kept.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Tenant, Guid Id), LinkedListNode<Entry>> _entries = [];

    // All live equally long, so that the first is always the next to go.
    private readonly LinkedList<Entry> _byAge = new();

    /// <summary>How many keys are kept.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                DropExpired();
                return _entries.Count;
            }
        }
    }

    /// <summary>A copy of a key, if it is kept.</summary>
    public bool TryGet(string tenant, Guid id, [NotNullWhen(true)] out byte[]? key)
    {
        lock (_gate)
        {
            DropExpired();
            key = _entries.TryGetValue((tenant, id), out var node) ? [.. node.Value.Key] : null;

            return key is not null;
        }
    }

    /// <summary>Keeps a copy of a key, of one that was made only after its row is committed.</summary>
    public void Keep(string tenant, Guid id, ReadOnlySpan<byte> key)
    {
        lock (_gate)
        {
            Drop((tenant, id));
            DropExpired();

            // The copy is this cache's own: it is overwritten when it goes, and nobody else must see that
            // happen.
            var entry = new Entry((tenant, id), key.ToArray(), clock.GetTimestamp());
            _entries.Add(entry.Name, _byAge.AddLast(entry));

            if (_entries.Count > capacity)
                Drop(_byAge.First!.Value.Name);
        }
    }

    /// <summary>Drops a key at once, because it has been destroyed.</summary>
    public void Forget(string tenant, Guid id)
    {
        lock (_gate)
            Drop((tenant, id));
    }

    private void DropExpired()
    {
        while (_byAge.First is { Value: var oldest } && clock.GetElapsedTime(oldest.KeptAt) >= Lifetime)
            Drop(oldest.Name);
    }

    private void Drop((string Tenant, Guid Id) name)
    {
        if (!_entries.Remove(name, out var node))
            return;

        _byAge.Remove(node);
        CryptographicOperations.ZeroMemory(node.Value.Key);
    }

    private sealed record Entry((string Tenant, Guid Id) Name, byte[] Key, long KeptAt);
}
