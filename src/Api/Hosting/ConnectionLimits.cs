using Incidents.Api.Routes;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Incidents.Api.Hosting;

/// <summary>What one connection may ask of the service: how much, how slowly and for how long.</summary>
public static class ConnectionLimits
{
    private const int BytesPerSecond = 240;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Sets them. What is no file has a smaller limit of its own, where it is read.</summary>
    public static void Set(KestrelServerOptions kestrel, long largestEvidence)
    {
        kestrel.AddServerHeader = false;

        var limits = kestrel.Limits;
        limits.MaxRequestBodySize = largestEvidence + RequestParts.LargestBody;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestHeaderCount = 100;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        limits.MinRequestBodyDataRate = new(BytesPerSecond, Grace);
        limits.MinResponseDataRate = new(BytesPerSecond, Grace);
        limits.Http2.MaxStreamsPerConnection = 100;
    }
}
