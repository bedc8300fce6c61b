namespace Incidents.Api.Hosting;

/// <summary>Where the service listens, as whoever is on the same machine asks it.</summary>
public static class ListeningAddress
{
    /// <summary>Of what the service is told: its first address, else its first port.</summary>
    public static string From(IConfiguration configuration) => Local(
        configuration["urls"] is { Length: > 0 } urls ? urls.Split(';')[0]
        : configuration["http_ports"] is { Length: > 0 } ports ? $"http://+:{ports.Split(';')[0]}"
        : ServiceSettings.DefaultUrl);

    /// <summary>An address that means every one of the machine's means localhost among them.</summary>
    public static string Local(string address)
    {
        var binding = BindingAddress.Parse(address);

        return binding.Host is "+" or "*" or "[::]" or "0.0.0.0"
            ? $"{binding.Scheme}://localhost:{binding.Port}"
            : $"{binding.Scheme}://{binding.Host}:{binding.Port}";
    }
}
