namespace Incidents.Api.Tests.Fuzz;

/// <summary>Values that nobody means well with.</summary>
internal static class Hostile
{
    /// <summary>Stands in texts that are sent. It may come back to who may read it, and in no problem and no
    /// line of the log.</summary>
    public const string Planted = "Pl4nted-7c1e";

    private static readonly string Long = new('x', 6_000);

    /// <summary>JSON as it is written, also where no library would write it.</summary>
    public static readonly string[] Json =
    [
        "null", "true", "false", "0", "-1", "1e400", "-0.0", "1.5", "99999999999999999999", "2147483648",
        "\"\"", "\" \"", "[]", "{}", "[[]]", "[null]", $"\"{Planted}\"", $"\"{Planted} \\u0000\"",
        $"\"{Planted} \\ud800\"", $"\"\\udfff{Planted}\"", $"\"{Planted}{Long}\"", $"[\"{Planted}\"]",
        $$"""{"name":"{{Planted}}"}""", "\"2026-02-30T25:61:00Z\"", "\"0001-01-01T00:00:00Z\"",
        "\"9999-12-31T23:59:59.9999999Z\"", "\"2026-03-02T09:00:00+14:00\"", "\"2026-03-02\"",
        "\"00000000-0000-0000-0000-000000000000\"", "\"ffffffff-ffff-ffff-ffff-ffffffffffff\"",
        $"\"' or '1'='1 {Planted}\"", $"\"=cmd|' /C calc'!A0 {Planted}\"", $"\"../../etc/passwd {Planted}\"",
        $"\"<script>{Planted}</script>\"", $"\"{Planted} \\r\\nSet-Cookie: a=b\"", "\"\\u202Egpj.exe\"",
        "\"Ａ𝔘👩‍👩‍👧ﷺ\"", "\"officeManager\"", "\"OFFICEMANAGER\"", "\"critical\"", "\"how-3k\"",
        "\"%s%n{0}\"",
        "tru", "'a'", "NaN", "01", "\"\\x\"", "\"\t\"",
    ];

    /// <summary>Texts for paths, addresses and headers; none that a client could not send.</summary>
    public static readonly string[] Texts =
    [
        "", " ", "0", "-1", "1", "999999999999999999999", "null", "undefined", "true", "how-3a", "how-3k",
        "x", "..", ".", "...", "%", "%25", "*", "a/b", "a\\b", "ünïcödé", "👻", "\u202e", "a b", "a+b",
        "a&b=c", "#", "?", ";", ",", "'", "\"", "' or 1=1 --", "00000000-0000-0000-0000-000000000000",
        "{01a20a43-9a32-7a9a-bf71-5e3c3102a4c5}", "01A20A43-9A32-7A9A-BF71-5E3C3102A4C5",
        "2026-03-02T09:00:00Z", "2026-13-45", "9999-12-31", "0001-01-01T00:00:00Z", "reportedAt",
        "minor,major", "minor,,", "severity", Long, $"{Planted}-text",
    ];

    /// <summary>Headers that mean something here, with what they may hold.</summary>
    public static readonly (string Name, string[] Values)[] Headers =
    [
        ("If-Match", ["\"1\"", "\"999999\"", "*", "W/\"1\"", "1", "\"\"", "\"-1\"", "\"1\", \"2\"", Long]),
        ("If-None-Match", ["\"1\"", "*", "W/\"1\"", "\"", Long]),
        ("Idempotency-Key", ["k1", "k2", "k3", " ", "a b", "ключ", $"{Planted}-key", new string('k', 201)]),
        ("Accept", ["*/*", "text/html", "application/xml", "text/csv", "application/x-ndjson", ";;;",
            "a/b;q=x"]),
        ("Accept-Encoding", ["gzip", "br;q=1, *;q=0", "identity;q=0"]),
        ("Accept-Language", ["de", Planted]),
        ("Range", ["bytes=0-1", "bytes=-1", "bytes=5-1", "lines=1-2"]),
        ("traceparent", ["00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "nonsense", Planted]),
        ("X-Receipt", ["1234567890123456", "0", Planted]),
        ("X-Forwarded-For", ["127.0.0.1", Planted]),
        ("X-Forwarded-Proto", ["https", "ftp"]),
        ("Cookie", [$"session={Planted}"]),
        ("Authorization", ["Bearer", "Bearer a.b.c", "Basic YTpi", $"Bearer {Planted}", Long]),
        ("X-API-Key", ["", "inc_nonsense", Planted, Long]),
        ("Content-Encoding", ["gzip", "identity", "br"]),
    ];

    /// <summary>What a body may claim to be.</summary>
    public static readonly string[] MediaTypes =
    [
        "application/json", "application/json; charset=utf-8", "application/json; charset=utf-16",
        "application/json; charset=nonsense", "application/problem+json", "text/plain", "text/json",
        "application/xml", "application/x-www-form-urlencoded", "multipart/form-data",
        "multipart/form-data; boundary=", "multipart/form-data; boundary=\"x", "nonsense", "a/b/c", "*/*",
    ];
}
