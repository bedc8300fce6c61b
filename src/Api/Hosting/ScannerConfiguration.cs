using Incidents.Application.Evidence;

namespace Incidents.Api.Hosting;

/// <summary>Reads what looks files of evidence through for malware: <c>Evidence__Scan__Clamd</c> and
/// <c>Evidence__Scan__WhenAway</c>.</summary>
internal static class ScannerConfiguration
{
    private const int LongestSocket = 107;

    /// <summary>The settings; none where no scanner is named.</summary>
    /// <exception cref="SettingException">One of them cannot be used.</exception>
    public static ScannerSettings? From(IConfiguration configuration)
    {
        var scan = configuration.GetSection("Evidence:Scan");
        if (string.IsNullOrWhiteSpace(scan["Clamd"]))
            return null;

        var refuses = (scan["WhenAway"] ?? "accept").ToUpperInvariant() switch
        {
            "ACCEPT" => false,
            "REFUSE" => true,
            _ => throw new SettingException("Evidence__Scan__WhenAway is accept or refuse."),
        };
        var clamd = scan["Clamd"]!.Trim();
        if (clamd.StartsWith('/') && clamd.Length <= LongestSocket)
            return new(Host: null, Port: 0, clamd, refuses);

        return Uri.TryCreate($"tcp://{clamd}", UriKind.Absolute, out var address) && address.Port > 0
            && address.AbsolutePath.Length <= 1 && address.UserInfo.Length == 0
                ? new(address.IdnHost, address.Port, Socket: null, refuses)
                : throw new SettingException(
                    "Evidence__Scan__Clamd is where clamd listens: host:port, or the path of its socket, "
                        + "such as /run/clamav/clamd.ctl.");
    }
}
