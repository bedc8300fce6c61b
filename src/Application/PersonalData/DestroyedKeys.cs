using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Incidents.Application.PersonalData;

/// <summary>A data key that was destroyed.</summary>
/// <param name="Id">Of the incident or the person whose key it was.</param>
/// <param name="At">When it was put on the list, UTC.</param>
public sealed record DestroyedKey(string Tenant, Guid Id, DateTimeOffset At);

/// <summary>The list of destroyed data keys. It lies beside the key ring and not in the database, so that a
/// backup of the database that is put back does not open what was erased since.</summary>
public sealed class DestroyedKeys(string folder)
{
    private const string FileName = "destroyed-keys";
    private const int Parts = 3;

    private static readonly FrozenSet<Guid> None = FrozenSet<Guid>.Empty;

    private readonly Lock _reading = new();
    private readonly string _path = Path.Combine(folder, FileName);
    private Known _known = new(default, [], FrozenDictionary<string, FrozenSet<Guid>>.Empty);

    /// <summary>Every key on the list, in the order in which they came.</summary>
    /// <exception cref="DestroyedKeysException">The list cannot be read, and so nothing can be opened
    /// safely.</exception>
    public IReadOnlyList<DestroyedKey> All => Current().Keys;

    /// <summary>The destroyed keys of a tenant.</summary>
    /// <exception cref="DestroyedKeysException">The list cannot be read.</exception>
    public IReadOnlySet<Guid> Of(string tenant) => Current().ByTenant.GetValueOrDefault(tenant, None);

    /// <summary>Puts keys on the list; those that are on it stay as they are. When this returns they are on
    /// the disk.</summary>
    public void Add(string tenant, IEnumerable<Guid> ids, DateTimeOffset at)
    {
        var wanted = ids.ToHashSet();
        if (wanted.IsSubsetOf(Of(tenant)))
            return;

        using var alone = PrivateFiles.Lock(_path + ".lock");
        var before = Current().Keys;
        var added = wanted
            .Except(before.Where(key => key.Tenant == tenant).Select(key => key.Id))
            .Select(id => new DestroyedKey(tenant, id, at));
        PrivateFiles.Write(_path, Encoding.UTF8.GetBytes(string.Concat(before.Concat(added).Select(Line))));
    }

    /// <summary>Another process may have written it, so its mark is looked at each time; that costs less than
    /// opening one text.</summary>
    private Known Current()
    {
        lock (_reading)
        {
            var file = new FileInfo(_path);
            var mark = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;

            return mark == _known.Mark ? _known : _known = Read(mark);
        }
    }

    private Known Read((DateTime, long) mark)
    {
        DestroyedKey[] keys = mark == default ? [] : [.. File.ReadLines(_path).Select(Parse)];

        return new(mark, keys, keys.GroupBy(key => key.Tenant, StringComparer.Ordinal).ToFrozenDictionary(
            tenant => tenant.Key, tenant => tenant.Select(key => key.Id).ToFrozenSet(),
            StringComparer.Ordinal));
    }

    private DestroyedKey Parse(string line) =>
        line.Split(' ') is { Length: Parts } parts
        && Guid.TryParseExact(parts[1], "D", out var id)
        && DateTimeOffset.TryParse(
            parts[2], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? new(parts[0], id, at)
            : throw new DestroyedKeysException(_path);

    private static string Line(DestroyedKey key) =>
        string.Create(CultureInfo.InvariantCulture, $"{key.Tenant} {key.Id:D} {key.At.UtcDateTime:O}\n");

    private sealed record Known(
        (DateTime WrittenAt, long Length) Mark, IReadOnlyList<DestroyedKey> Keys,
        FrozenDictionary<string, FrozenSet<Guid>> ByTenant);
}

/// <summary>The list of destroyed keys is damaged, so that nothing may be opened.</summary>
public sealed class DestroyedKeysException(string path) : Exception(
    $"{path} is damaged. Put it back from the backup of the key ring: without it, what was erased might open "
    + "again.");
