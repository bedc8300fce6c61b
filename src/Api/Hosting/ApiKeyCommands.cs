using Incidents.Application;
using Incidents.Application.Commands;
using Incidents.Application.Tenants;
using Incidents.Domain;

namespace Incidents.Api.Hosting;

/// <summary>Makes, lists and revokes API keys for whoever has the machine: the way back in when the last
/// administrator's key is lost. Each is an event of its tenant, as over the interface.</summary>
public static class ApiKeyCommands
{
    private const string Help =
        """
        incidents api-key make NAME ROLE[,ROLE…] [--subject SUBJECT] [--tenant TENANT]
        incidents api-key list [--tenant TENANT]
        incidents api-key revoke ID [--tenant TENANT]

        The tenant is 'default' unless another is named. The service may run meanwhile.
        """;

    private static readonly Actor Installation = new(Guid.Empty, [Role.Operator]);

    /// <summary>Does what the arguments say.</summary>
    /// <returns>The exit code.</returns>
    internal static async Task<int> Run(string[] args)
    {
        var tenant = Option(ref args, "--tenant") ?? Tenancy.Default;
        var subject = Option(ref args, "--subject");

        return args switch
        {
            ["make", var name, var roles] =>
                await With(tenant, keys => Make(keys, tenant, name, subject, roles)),
            ["list"] => await With(tenant, keys => List(keys, tenant)),
            ["revoke", var id] => await With(tenant, keys => Revoke(keys, tenant, id)),
            _ => Explain(args is ["--help" or "-h"] ? 0 : 2),
        };
    }

    private static async Task Make(
        ApiKeys keys, string tenant, string name, string? subject, string words)
    {
        var known = Enum.GetValues<Role>()
            .ToDictionary(Words.CamelCase, role => role, StringComparer.Ordinal);
        var wanted = words.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (wanted.Length == 0 || wanted.FirstOrDefault(word => !known.ContainsKey(word)) is not null)
            throw new SettingException($"A role is one of {string.Join(", ", known.Keys)}.");

        var made = await keys.Make(
            CallerOf(tenant),
            new(name, subject, [.. wanted.Select(word => known[word]).Distinct()], ExpiresOn: null),
            given: null, also: null, CancellationToken.None);
        Console.WriteLine($"{made.Key}{Environment.NewLine}id {made.Id}, subject {made.Subject}; the key is "
            + "shown this once.");
    }

    private static async Task List(ApiKeys keys, string tenant)
    {
        foreach (var key in await keys.List(CallerOf(tenant), CancellationToken.None))
        {
            var name = key.Name is ClearText clear ? clear.Value : "(erased)";
            var state = key.RevokedAt is null
                ? $"last used {key.LastUsedOn?.ToString("o") ?? "never"}"
                : "revoked";
            Console.WriteLine(
                $"{key.Id}  {string.Join(',', key.Roles.Select(Words.CamelCase))}  {state}  {name}");
        }
    }

    private static async Task Revoke(ApiKeys keys, string tenant, string id)
    {
        if (!Guid.TryParse(id, out var key)
            || !await keys.Revoke(CallerOf(tenant), key, CancellationToken.None))
            throw new SettingException($"Tenant {tenant} has no such key; 'api-key list' shows them.");

        Console.WriteLine("Revoked.");
    }

    private static Task<int> With(string tenant, Func<ApiKeys, Task> work) =>
        Database.WithServices(async services =>
        {
            if (!await services.GetRequiredService<Tenancy>().IsThere(tenant, CancellationToken.None))
                throw new SettingException($"There is no tenant {tenant}.");

            await work(services.GetRequiredService<ApiKeys>());
        });

    private static Caller CallerOf(string tenant) => new(tenant, Installation, Ids.Random());

    private static string? Option(ref string[] args, string name)
    {
        if (Array.IndexOf(args, name) is not (>= 0 and var at) || at + 1 >= args.Length)
            return null;

        var value = args[at + 1];
        args = [.. args[..at], .. args[(at + 2)..]];

        return value;
    }

    private static int Explain(int code)
    {
        Console.WriteLine(Help);

        return code;
    }
}
