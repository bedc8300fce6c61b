using System.Net;
using System.Net.Sockets;

namespace Incidents.Application.Webhooks;

/// <summary>The addresses of the open internet. Everything else leads to this machine, its networks, or where
/// nobody answers, and what an administrator of a school enters must not reach that.</summary>
public static class OutsideAddresses
{
    /// <summary>By the registry of special addresses for IPv4 (RFC 6890 and those after it).</summary>
    private static readonly IPNetwork[] Inside4 =
    [
        IPNetwork.Parse("0.0.0.0/8"), // this network
        IPNetwork.Parse("10.0.0.0/8"), // private
        IPNetwork.Parse("100.64.0.0/10"), // shared by a carrier's customers
        IPNetwork.Parse("127.0.0.0/8"), // loopback
        IPNetwork.Parse("169.254.0.0/16"), // link-local, where clouds tell secrets
        IPNetwork.Parse("172.16.0.0/12"), // private
        IPNetwork.Parse("192.0.0.0/24"), // protocols
        IPNetwork.Parse("192.0.2.0/24"), // documentation
        IPNetwork.Parse("192.88.99.0/24"), // relays from IPv6
        IPNetwork.Parse("192.168.0.0/16"), // private
        IPNetwork.Parse("198.18.0.0/15"), // benchmarks
        IPNetwork.Parse("198.51.100.0/24"), // documentation
        IPNetwork.Parse("203.0.113.0/24"), // documentation
        IPNetwork.Parse("224.0.0.0/4"), // multicast
        IPNetwork.Parse("240.0.0.0/4"), // reserved, broadcast
    ];

    /// <summary>Of IPv6 only this has been given out; what lies elsewhere is loopback, link-local, unique
    /// local, multicast, or IPv4 in another dress.</summary>
    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Inside6 =
    [
        IPNetwork.Parse("2001::/23"), // protocols, tunnels to IPv4
        IPNetwork.Parse("2001:db8::/32"), // documentation
        IPNetwork.Parse("2002::/16"), // tunnels to IPv4
        IPNetwork.Parse("3fff::/20"), // documentation
    ];

    /// <summary>Whether it is one of them.</summary>
    public static bool Contain(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !Inside4.Any(network => network.Contains(address)),
        AddressFamily.InterNetworkV6 => !address.IsIPv4MappedToIPv6 && Global6.Contains(address)
            && !Inside6.Any(network => network.Contains(address)),
        _ => false,
    };
}
