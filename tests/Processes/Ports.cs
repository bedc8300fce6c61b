using System.Net;
using System.Net.Sockets;

namespace Incidents.Processes;

/// <summary>Places on the loopback where nobody listens.</summary>
internal static class Ports
{
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
