using Incidents.Api.Hosting.PrivatePostgres;
using Microsoft.AspNetCore.Connections;

namespace Incidents.Api.Hosting;

/// <summary>What the program can be told to do: serve, which is what it does when told nothing, or care for its database.</summary>
public static class CommandLine
{
    private const string Help =
        """
        incidents              serve
        incidents db-apply     create or change the schema of the database that ConnectionStrings__IncidentsOwner
                               (else ConnectionStrings__Incidents) names, as its owner; safe to run again
        incidents api-key …    make, list or revoke API keys without the interface: api-key --help
        incidents --help       this text

        Settings, from the environment or the command line (there with : for __, as in --ConnectionStrings:Incidents=…):
          ConnectionStrings__Incidents       the database; without it a private PostgreSQL is started
          ConnectionStrings__IncidentsOwner  its owner, for db-apply
          INCIDENTS_POSTGRES_BIN             folder of PostgreSQL's programs, where they are not found (environment only)
          INCIDENTS_DATA                     folder of the private PostgreSQL, the key ring and the evidence
          INCIDENTS_BOOTSTRAP_KEY            the first API key, 32 characters or more
          Evidence__LargestFile              bytes that a file of evidence may have, 100 MiB by default
          INCIDENTS_LOG=json                 log lines as JSON
          ASPNETCORE_URLS, --urls            where to listen
        """;

    /// <summary>Does what the arguments say.</summary>
    /// <returns>The exit code: 0 done, 2 told something unknown, 1 could not.</returns>
    public static async Task<int> Run(string[] args)
    {
        try
        {
            switch (args)
            {
                case ["--help" or "-h" or "help"]:
                    Console.WriteLine(Help);
                    return 0;
                case ["db-apply", ..]:
                    return await ApplySchema(args[1..]);
                case ["api-key", ..]:
                    return await ApiKeyCommands.Run(args[1..]);
                case [var first, ..] when !first.StartsWith('-'):
                    await Console.Error.WriteLineAsync($"'{first}' is no command.{Environment.NewLine}{Help}");
                    return 2;
                default:
                    return await Service.Run(args);
            }
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync(
                $"{exception.Message} Stop what listens there, or choose another address with --urls=http://localhost:5081");
            return 1;
        }
        catch (Exception exception) when (exception is PostgresUnavailableException or SettingException or Npgsql.NpgsqlException)
        {
            await Console.Error.WriteLineAsync(exception is Npgsql.NpgsqlException
                ? $"The database cannot be used: {exception.Message} Check ConnectionStrings__Incidents."
                : exception.Message);
            return 1;
        }
    }

    private static async Task<int> ApplySchema(string[] args)
    {
        var settings = ServiceSettings.From(WebApplication.CreateBuilder(args).Configuration);
        if ((settings.OwnerConnectionString ?? settings.ConnectionString) is not { } owner)
        {
            throw new SettingException(
                "db-apply needs ConnectionStrings__IncidentsOwner: a private PostgreSQL is made ready when it starts.");
        }

        await Database.ApplySchema(owner, settings, CancellationToken.None);
        Console.WriteLine("The database is ready for this version.");

        return 0;
    }
}
