namespace Incidents.Api.Routes;

/// <summary>Which kind of file one is by its first bytes. Any file may be evidence, also one that says that
/// it is another kind; so it is taken as it comes, and not handed out as what it only says it is.</summary>
public static class FileKind
{
    /// <summary>How many bytes tell it.</summary>
    public const int Length = 16;

    /// <summary>What is said of a file of which no more is known.</summary>
    public const string Unknown = "application/octet-stream";

    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF];
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\u001A\n"u8];
    private static readonly byte[] Compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>The type to hand a file out under: the one that it was sent as, unless its beginning shows
    /// that it is no such file, or that it is a program.</summary>
    public static string TypeOf(string sentAs, ReadOnlySpan<byte> begins) =>
        !IsProgram(begins) && Fits(sentAs.ToUpperInvariant(), begins) ? sentAs : Unknown;

    private static bool IsProgram(ReadOnlySpan<byte> begins) =>
        begins.StartsWith("MZ"u8) || begins.StartsWith("\u007FELF"u8) || begins.StartsWith("#!"u8);

    private static bool Fits(string type, ReadOnlySpan<byte> begins) => type switch
    {
        "APPLICATION/PDF" => begins.StartsWith("%PDF-"u8),
        "IMAGE/JPEG" => begins.StartsWith(Jpeg),
        "IMAGE/PNG" => begins.StartsWith(Png),
        "IMAGE/GIF" => begins.StartsWith("GIF8"u8),
        "IMAGE/WEBP" => begins.StartsWith("RIFF"u8) && begins[4..].IndexOf("WEBP"u8) == 4,
        "IMAGE/TIFF" => begins.StartsWith("II*\0"u8) || begins.StartsWith("MM\0*"u8),
        "VIDEO/MP4" => begins.Length > 8 && begins[4..].StartsWith("ftyp"u8),
        "APPLICATION/ZIP" => begins.StartsWith("PK"u8),
        "APPLICATION/MSWORD" or "APPLICATION/VND.MS-EXCEL" or "APPLICATION/VND.MS-POWERPOINT"
            or "APPLICATION/VND.MS-OUTLOOK" => begins.StartsWith(Compound),
        _ when type.StartsWith("APPLICATION/VND.OPENXMLFORMATS-", StringComparison.Ordinal)
            || type.StartsWith("APPLICATION/VND.OASIS.OPENDOCUMENT.", StringComparison.Ordinal) =>
            begins.StartsWith("PK"u8),
        _ => true,
    };
}
