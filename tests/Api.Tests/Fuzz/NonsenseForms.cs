using System.Text;

namespace Incidents.Api.Tests.Fuzz;

/// <summary>Forms with a file, as a browser sends them, and as none would.</summary>
internal static class NonsenseForms
{
    private const string Boundary = "a-boundary";

    public static (string MediaType, byte[] Body) Any(Random random)
    {
        var boundary = random.Next(8) switch
        {
            0 => "\"\"",
            1 => new string('b', random.Next(1, 4_000)),
            2 => "other",
            _ => Boundary,
        };
        var parts = Enumerable.Range(0, random.Next(5)).Select(_ => Part(random));
        var text = string.Concat(parts) + (random.Next(5) == 0 ? "" : $"--{Boundary}--\r\n");
        if (random.Next(6) == 0)
            text = text.Replace("\r\n", "\n", StringComparison.Ordinal);

        return ($"multipart/form-data; boundary={boundary}", Encoding.Latin1.GetBytes(text));
    }

    private static string Part(Random random)
    {
        string[] dispositions =
        [
            "form-data; name=\"description\"", "form-data; name=\"description\"",
            "form-data; name=\"file\"; filename=\"list.txt\"",
            "form-data; name=\"file\"; filename=\"list.txt\"",
            "form-data; name=\"file\"; filename=\"../../etc/passwd\"",
            "form-data; name=\"file\"; filename*=UTF-8''%00%0d%0aX",
            "form-data; name=\"file\"; filename=\"\"",
            "form-data; name=\"sha256\"", "form-data; name=\"location\"", "form-data; name=\"collectedAt\"",
            "form-data; name=\"strange\"", "form-data", "attachment; filename=x", "nonsense;;;", "",
        ];
        string[] values =
        [
            $"A note {Hostile.Planted}", "", "2026-03-02T09:00:00Z", "nonsense", new string('x', 70_000),
            new string('0', 64), "\0\u00ff",
        ];
        var disposition = dispositions[random.Next(dispositions.Length)];
        var header = disposition.Length == 0 ? "X-Strange: 1" : $"Content-Disposition: {disposition}";
        var type = random.Next(3) == 0 ? $"Content-Type: {Hostile.MediaTypes[random.Next(14)]}\r\n" : "";

        return $"--{Boundary}\r\n{header}\r\n{type}\r\n{values[random.Next(values.Length)]}\r\n";
    }
}
