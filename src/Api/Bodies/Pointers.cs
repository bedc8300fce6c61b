namespace Incidents.Api.Bodies;

/// <summary>JSON pointers (RFC 6901).</summary>
internal static class Pointers
{
    public static string To(string parent, string name) =>
        parent + "/" + name.Replace("~", "~0", StringComparison.Ordinal)
            .Replace("/", "~1", StringComparison.Ordinal);

    public static string To(string parent, int index) => $"{parent}/{index}";
}
