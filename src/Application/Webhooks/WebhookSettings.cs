using System.Net;

namespace Incidents.Application.Webhooks;

/// <summary>Which addresses webhooks may have. The usual is what stands in the open internet behind
/// TLS.</summary>
/// <param name="AllowHttp">Also without TLS.</param>
/// <param name="AllowPrivateAddresses">Also those of this machine and its networks.</param>
public sealed record WebhookSettings(bool AllowHttp = false, bool AllowPrivateAddresses = false)
{
    /// <summary>What is wrong with an address; nothing, where it may be used. What its name stands for is
    /// looked at each time that a connection is made.</summary>
    public string? WrongWith(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host.Length == 0
            || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp))
            return "is the whole address of a web server, such as https://tracker.example/incidents.";

        if (uri.Scheme != Uri.UriSchemeHttps && !AllowHttp)
            return "begins with https://; whoever runs the service can allow http.";

        if (uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
            return "names neither a user nor a fragment; what is sent is signed.";

        return IPAddress.TryParse(uri.IdnHost, out var address) && !MayReach(address)
            ? "lies in a private network; whoever runs the service can allow such addresses."
            : null;
    }

    /// <summary>Whether a connection to this address may be made.</summary>
    public bool MayReach(IPAddress address) => AllowPrivateAddresses || OutsideAddresses.Contain(address);
}
