using System.Net.Sockets;
using Incidents.Api.Hosting.PrivatePostgres;
using Incidents.Application.Exports;
using Incidents.Application.PersonalData;
using Marten.Exceptions;
using Microsoft.AspNetCore.Connections;
using Npgsql;

namespace Incidents.Api.Hosting;

/// <summary>What the program can be told to do: serve, which is what it does when told nothing, or
/// care for its database.</summary>
public static class CommandLine
{
    /// <summary>What it says of itself.</summary>
    public const string Help =
        """
        incidents              serve
        incidents db-apply     create or change the schema of the database that
                               ConnectionStrings__IncidentsOwner (else ConnectionStrings__Incidents) names,
                               as its owner, and the service's login, where ConnectionStrings__Incidents
                               names another; safe to run again
        incidents health       ask the service on this machine whether it is ready; exit code 0 says yes
        incidents api-key …    make, list or revoke API keys without the interface: api-key --help
        incidents keys …       show the key ring, change its key or destroy the old: keys --help
        incidents projections …  show the views that are built from the record, or build them again
        incidents import FILE  take a paper register over, from a CSV: import --help
        incidents export …, load …  take everything of a school to another installation: export --help
        incidents --help       this text

        Settings, from the environment or the command line (there with : for __, as in
        --ConnectionStrings:Incidents=…):
          ConnectionStrings__Incidents       the database; without it a private PostgreSQL is started
          ConnectionStrings__IncidentsOwner  its owner, for db-apply
          INCIDENTS_POSTGRES_BIN             folder of PostgreSQL's programs, where they are not found
                                             (environment only)
          INCIDENTS_DATA                     folder of the private PostgreSQL, the key ring and the evidence
          INCIDENTS_KEY_CERTIFICATE          file of a certificate with its private key (.pfx or PEM), under
                                             which the key ring is encrypted
          INCIDENTS_KEY_CERTIFICATE_PASSWORD   its password
          INCIDENTS_KEY_CERTIFICATE_EARLIER    those before it, while it is being changed
          INCIDENTS_BOOTSTRAP_KEY            the first API key, 32 characters or more
          Evidence__LargestFile              bytes that a file of evidence may have, 100 MiB by default
          Evidence__Scan__Clamd              clamd that looks files of evidence through: host:port, or the
                                             path of its socket; without it nothing does
          Evidence__Scan__WhenAway           accept by default: they wait for it; or refuse
          Evidence__S3__Bucket               bucket for files of evidence; without it they lie in the folder
          Evidence__S3__Endpoint             where the store is, unless it is AWS
          Evidence__S3__Region               us-east-1 by default
          Evidence__S3__Prefix               what the names of all objects begin with
          Evidence__S3__AccessKey, Evidence__S3__SecretKey
                                             its credentials; without them the machine's own role
          Evidence__S3__PathStyle            true: the bucket stands in the path; that by default with an
                                             endpoint
          Mail__Host, Mail__From             mail server for notices, and their sender; without it none
                                             are sent
          Mail__Port, Mail__Security         587 by default; startTls by default, else tls or none
          Mail__User, Mail__Password         its credentials, where it wants some
          Mail__TrustedCertificates          PEM file of authorities that are trusted beside the machine's
          Mail__To__TENANT__ROLE             mailbox of a role, for example Mail__To__default__headteacher
          Timescales__SweepEvery             seconds between two looks for deadlines that have come due, 10 by
                                             default; 0: this process does not look, sends no mail and tells
                                             no webhook, and another has to
          Nodes__Alone                       true: this is the only process over its database; messages of a
                                             run before are taken up at once
          RateLimit__PerMinute               requests of one caller in a minute, 1200 by default
          Requests__AtOnce                   requests that are worked on at the same time, 128 by default
          SignIn__Issuers__0__Authority …    an OIDC issuer whose tokens are taken; see docs/operations.md
          INCIDENTS_SECRETS                  folder of files, each with the value of the setting it is named
                                             after
          Webhooks__AllowHttp                true: webhooks may have addresses without TLS
          Webhooks__AllowPrivateAddresses    true: webhooks may reach addresses of this network
          OTEL_EXPORTER_OTLP_ENDPOINT …      where traces, metrics and the log are sent; this and
                                             OTEL_SERVICE_NAME and their like as OpenTelemetry has them
          Metrics__Listen                    address on which Prometheus reads /metrics, for example
                                             http://127.0.0.1:9464; Metrics__Token what it has to show
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
                case ["health", ..]:
                    return await Health.Ask(args[1..]);
                case ["api-key", ..]:
                    return await ApiKeyCommands.Run(args[1..]);
                case ["keys", ..]:
                    return await KeyCommands.Run(args[1..]);
                case ["projections", ..]:
                    return await ProjectionCommands.Run(args[1..]);
                case ["import", ..]:
                    return await ImportCommands.Run(args[1..]);
                case ["export" or "load", ..]:
                    return await ExportCommands.Run(args);
                case [var first, ..] when !first.StartsWith('-'):
                    await Console.Error.WriteLineAsync(
                        $"'{first}' is no command.{Environment.NewLine}{Help}");
                    return 2;
                default:
                    return await Service.Run(args);
            }
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync(
                $"{exception.Message} Stop what listens there, or choose another address with "
                    + "--urls=http://localhost:5081");
            return 1;
        }
        catch (Exception exception) when (Sentence(exception, args) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return 1;
        }
    }

    /// <summary>What whoever started it can do about it; none, where it is a defect.</summary>
    private static string? Sentence(Exception exception, string[] args) => exception switch
    {
        PostgresUnavailableException or SettingException or KeyRingException or RotationUnfinishedException
            or DestroyedKeysException or KeyUnwrapException or ExportException => exception.Message,
        UnauthorizedAccessException =>
            $"{exception.Message} Give the folder to the user that runs this, or name another with "
                + "INCIDENTS_DATA.",
        MartenSchemaException when exception.GetBaseException() is PostgresException refused =>
            Sentence(refused, args),
        NpgsqlException { InnerException: SocketException } =>
            $"The database cannot be reached: {exception.Message.TrimEnd('.')}. Start it, or check "
                + $"{SettingFor(args)}.",
        NpgsqlException =>
            $"The database cannot be used: {exception.Message.TrimEnd('.')}. Check {SettingFor(args)}.",
        _ => null,
    };

    private static string SettingFor(string[] args) => args is ["db-apply", ..]
        ? "ConnectionStrings__IncidentsOwner, which has to name the owner of the database"
        : "ConnectionStrings__Incidents";

    private static async Task<int> ApplySchema(string[] args)
    {
        var settings = ServiceSettings.From(WebApplication.CreateBuilder(args).Configuration);
        if ((settings.OwnerConnectionString ?? settings.ConnectionString) is not { } owner)
        {
            throw new SettingException(
                "db-apply needs ConnectionStrings__IncidentsOwner: a private PostgreSQL is made ready when "
                    + "it starts.");
        }

        await Database.ApplySchema(owner, settings, CancellationToken.None);
        Console.WriteLine("The database is ready for this version.");

        return 0;
    }
}
