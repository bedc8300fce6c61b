using System.Security.Cryptography;
using System.Text.Json;
using Incidents.Application.PersonalData;
using Incidents.Application.Store;

namespace Incidents.Application.Exports;

/// <summary>The folder of an export. A file has its name only when all of it is on the disk.</summary>
public sealed class ExportFolder(string path)
{
    private const string Blobs = "blobs";

    /// <summary>Where it lies.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Makes it, closed to others.</summary>
    public void Make()
    {
        PrivateFiles.MakeFolder(Path);
        PrivateFiles.MakeFolder(System.IO.Path.Combine(Path, Blobs));
    }

    /// <summary>The name of a file of evidence in it.</summary>
    public static string NameOf(Guid blob) => System.IO.Path.Combine(Blobs, blob.ToString("N"));

    /// <summary>A small file as JSON; none where it is not there.</summary>
    /// <exception cref="ExportException">It cannot be read.</exception>
    public T? Read<T>(string name)
        where T : class
    {
        if (!File.Exists(In(name)))
            return null;

        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(In(name)), StoreJson.Options);
        }
        catch (JsonException)
        {
            throw new ExportException($"{In(name)} is damaged.");
        }
    }

    /// <summary>Writes a small file as JSON.</summary>
    public void Write<T>(string name, T content) =>
        PrivateFiles.Write(In(name), JsonSerializer.SerializeToUtf8Bytes(content, StoreJson.Options));

    /// <summary>Whether a file is there.</summary>
    public bool Has(string name) => File.Exists(In(name));

    /// <summary>Removes a file.</summary>
    public void Remove(string name) => File.Delete(In(name));

    /// <summary>Opens a file for reading.</summary>
    public FileStream OpenRead(string name) => File.OpenRead(In(name));

    /// <summary>Writes lines of JSON as they come.</summary>
    public async Task<ExportedFile> WriteLines<T>(
        string name, IAsyncEnumerable<T> lines, CancellationToken cancellation)
    {
        var count = 0L;
        var sha256 = await Create(name, async sink =>
        {
            await foreach (var line in lines.WithCancellation(cancellation))
            {
                await JsonSerializer.SerializeAsync(sink, line, StoreJson.Options, cancellation);
                sink.WriteByte((byte)'\n');
                count++;
            }
        });

        return new(name, count, sha256);
    }

    /// <summary>Copies a file into it.</summary>
    /// <returns>Its hash.</returns>
    public Task<string> Copy(string name, Stream content, CancellationToken cancellation) =>
        Create(name, sink => content.CopyToAsync(sink, cancellation));

    /// <summary>The lines of a file.</summary>
    public async IAsyncEnumerable<T> Lines<T>(string name)
    {
        await foreach (var line in File.ReadLinesAsync(In(name)))
            yield return JsonSerializer.Deserialize<T>(line, StoreJson.Options)!;
    }

    /// <summary>The hash of a file, lower-case hexadecimal; none where it is not there.</summary>
    public async Task<string?> HashOf(string name, CancellationToken cancellation)
    {
        if (!Has(name))
            return null;

        await using var file = OpenRead(name);

        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
    }

    private async Task<string> Create(string name, Func<Stream, Task> write)
    {
        var incoming = In(name) + ".part";
        File.Delete(incoming);
        using var hash = SHA256.Create();
        await using (var file = PrivateFiles.Create(incoming))
        {
            await using (var sink = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
                await write(sink);

            file.Flush(flushToDisk: true);
        }

        File.Move(incoming, In(name), overwrite: true);
        PrivateFiles.FlushFolder(System.IO.Path.GetDirectoryName(In(name))!);

        return Convert.ToHexStringLower(hash.Hash!);
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
