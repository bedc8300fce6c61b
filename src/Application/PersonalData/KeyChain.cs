using System.Security.Cryptography;

namespace Incidents.Application.PersonalData;

/// <summary>A data key that was made during a piece of work and is to be stored with it.</summary>
public sealed record MadeKey(Guid Id, KeyPurpose Purpose, byte[] Key)
{
    /// <inheritdoc/>
    public override string ToString() => $"(key of {Purpose} {Id})";
}

/// <summary>The clear data keys at hand for one piece of work. It is used by one thread at a time.</summary>
public sealed class KeyChain
{
    /// <summary>Bytes of a data key: AES-256.</summary>
    public const int KeyLength = 32;

    private readonly Dictionary<Guid, byte[]> _keys = [];
    private readonly HashSet<Guid> _destroyed = [];
    private readonly List<MadeKey> _made = [];

    /// <summary>The keys that were made here, to be inserted in the same transaction as what they
    /// seal.</summary>
    public IReadOnlyList<MadeKey> Made => _made;

    /// <summary>Puts a key on the chain that was stored before. One that has been destroyed stays off, also
    /// where an old backup brought its row back.</summary>
    public void Hold(Guid id, byte[] key)
    {
        if (key.Length != KeyLength)
            throw new ArgumentException($"A data key has {KeyLength} bytes.", nameof(key));

        if (!_destroyed.Contains(id))
            _keys[id] = key;
    }

    /// <summary>Notes that a key was destroyed: what it sealed stays shut, and no other key takes its
    /// place.</summary>
    public void MarkDestroyed(Guid id)
    {
        _destroyed.Add(id);
        _keys.Remove(id);
    }

    /// <summary>Whether it is noted that this key was destroyed.</summary>
    public bool IsDestroyed(Guid id) => _destroyed.Contains(id);

    /// <summary>The key, or null where there is none (any more).</summary>
    public byte[]? Get(Guid id) => _keys.GetValueOrDefault(id);

    /// <summary>The key, made where there is none yet.</summary>
    /// <param name="purpose">What a new key is for; one that is at hand keeps its own.</param>
    /// <exception cref="KeyDestroyedException">It was destroyed. A second key under its id would make what
    /// the first one sealed look forged instead of erased.</exception>
    public byte[] GetOrMake(Guid id, KeyPurpose purpose)
    {
        if (_keys.TryGetValue(id, out var held))
            return held;

        if (_destroyed.Contains(id))
            throw new KeyDestroyedException(id);

        var made = new MadeKey(id, purpose, RandomNumberGenerator.GetBytes(KeyLength));
        _made.Add(made);
        _keys.Add(id, made.Key);

        return made.Key;
    }
}

/// <summary>Something was to be sealed under a key that has been destroyed.</summary>
public sealed class KeyDestroyedException(Guid keyId) : Exception(
    $"Data key {keyId} has been destroyed, so nothing can be sealed under it any more.")
{
    /// <summary>Whose key it was.</summary>
    public Guid KeyId { get; } = keyId;
}
