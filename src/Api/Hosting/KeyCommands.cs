using System.Globalization;
using Incidents.Application.PersonalData;

namespace Incidents.Api.Hosting;

/// <summary>Shows the key ring, changes its key and destroys the old one, while the service runs.</summary>
internal static class KeyCommands
{
    private const string Help =
        """
        incidents keys status   the keys of the ring, what lies under each, and which erasures are not final
        incidents keys rotate   make a new key and put everything under it; cut off, it goes on when run again
        incidents keys retire   destroy every key but the latest. Backups of the database from before the
                                rotation open nothing any more: that is what makes erasures final

        The service may run meanwhile.
        """;

    /// <summary>Does what the arguments say.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> Run(string[] args) => args switch
    {
        ["status"] => With(Status),
        ["rotate"] => With(Rotate),
        ["retire"] => With(Retire),
        _ => Explain(args is ["--help" or "-h"] ? 0 : 2),
    };

    private static async Task Status(KeyRotation rotation)
    {
        var status = await rotation.Status(CancellationToken.None);
        foreach (var use in status.Keys)
        {
            string[] words =
            [
                $"{use.Key.Id}", $"made {Day(use.Key.MadeAt)}",
                use.Key.IsEncrypted ? "encrypted under a certificate" : "not encrypted",
                $"{use.DataKeys} data keys", .. use.Secrets,
            ];
            Console.WriteLine(string.Join("  ", use.IsLatest ? [.. words, "the latest"] : words));
        }

        Console.WriteLine(status.Rotation switch
        {
            null => "The ring was never rotated.",
            { FinishedAt: { } finished } => $"The latest rotation was finished on {Day(finished)}.",
            _ => "A rotation was cut off: run 'incidents keys rotate' again.",
        });
        if (status.Lost > 0)
            Console.WriteLine(
                $"{status.Lost} data keys lie under keys that are not in the ring: put back the folder of "
                + "keys that belongs to this database.");
        Console.WriteLine(status.NotFinal switch
        {
            [] => "Every erasure is final.",
            [var oldest, ..] and var all =>
                $"{all.Count} erasures are not final: an old backup of the database still opens them with "
                + $"this ring. Rotate and retire by {Day(oldest.At + KeyRotation.FinalWithin)}.",
        });
    }

    private static async Task Rotate(KeyRotation rotation)
    {
        var all = await rotation.Rotate(
            wrapped => Console.WriteLine($"{wrapped} data keys wrapped anew …"), CancellationToken.None);
        Console.WriteLine(
            $"Done: {all} data keys and the secrets of the installation lie under the new key. Back up the "
            + "database and the folder of keys now; then run 'incidents keys retire'.");
    }

    private static async Task Retire(KeyRotation rotation)
    {
        var retired = await rotation.Retire(CancellationToken.None);
        Console.WriteLine(retired.Count == 0
            ? "There is no old key."
            : $"Destroyed: {string.Join(", ", retired.Select(key => key.Id))}. Destroy the backups of the "
                + "folder of keys from before, too.");
    }

    private static Task<int> With(Func<KeyRotation, Task> work) => Database.WithServices(
        services => work(services.GetRequiredService<KeyRotation>()));

    private static string Day(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Task<int> Explain(int code)
    {
        Console.WriteLine(Help);

        return Task.FromResult(code);
    }
}
