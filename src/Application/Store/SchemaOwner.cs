using Incidents.Application.Changes;
using Incidents.Application.Register;
using Incidents.Application.ReportingTables;
using JasperFx;
using Marten;
using Npgsql;
using Wolverine.Persistence.Durability;

namespace Incidents.Application.Store;

/// <summary>Creates and changes what lies in PostgreSQL, as its owner. The service itself never does: its
/// role may insert and read events, and neither change nor remove one.</summary>
public sealed class SchemaOwner(IDocumentStore store, IMessageStore messages, NpgsqlDataSource database)
{
    /// <summary>The role under which the service runs.</summary>
    public const string ApplicationRole = "incidents_application";

    /// <summary>The role of reporting tools: it reads the schema that is made for them, and nothing
    /// else.</summary>
    public const string ReportingRole = "incidents_reporting";

    /// <summary>One owner at a time: any number, as long as nobody else locks it.</summary>
    private const string Lock = "448912967";

    /// <summary>Brings the database to what this version needs; safe to run
    /// again, and by two at once.</summary>
    /// <param name="login">The service's own login, to be made with it; none: somebody else makes it.</param>
    public async Task Apply(ServiceLogin? login, CancellationToken cancellation)
    {
        await using var alone = await SessionLock.Take(database, Lock, cancellation);
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate);
        await messages.Admin.MigrateAsync();
        await Execute(
            alone.Connection,
            StreamsToTheHour.Sql + RegisterSchema.Sql + Grants + ReportingSchema.Sql + login?.Sql,
            cancellation);
        await Mark(alone.Connection, cancellation);
    }

    /// <summary>Whether the database is as this build left it, which spares a start the comparison.</summary>
    public static async Task<bool> IsCurrent(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"select to_regclass('{IncidentStore.Schema}.schema_mark') is not null");
        if (await command.ExecuteScalarAsync(cancellation) is not true)
            return false;

        await using var mark = database.CreateCommand($"select mark from {IncidentStore.Schema}.schema_mark");

        return await mark.ExecuteScalarAsync(cancellation) as string == Fingerprint;
    }

    /// <summary>Of the code that makes the schema: ours, Marten's and Wolverine's.</summary>
    private static string Fingerprint { get; } = string.Join(
        '/', new[] { typeof(SchemaOwner), typeof(IDocumentStore), typeof(IMessageStore) }
        .Select(type => type.Module.ModuleVersionId.ToString("N")));

    private static async Task Mark(NpgsqlConnection connection, CancellationToken cancellation) =>
        await Execute(
        connection,
        $"""
        create table if not exists {IncidentStore.Schema}.schema_mark (mark text not null);
        delete from {IncidentStore.Schema}.schema_mark;
        insert into {IncidentStore.Schema}.schema_mark values ('{Fingerprint}');
        revoke insert, update, delete on {IncidentStore.Schema}.schema_mark from {ApplicationRole};
        grant select on {IncidentStore.Schema}.schema_mark to {ApplicationRole};
        """,
        cancellation);

    /// <summary>Append-only is the database's to enforce: events, and their positions in the feed, are
    /// inserted and read, and nothing else.</summary>
    private static string Grants =>
        $"""
        do $$ begin
            if not exists (select from pg_roles where rolname = '{ApplicationRole}') then
                create role {ApplicationRole} nologin;
            end if;
        end $$;
        grant usage on schema {IncidentStore.Schema}, {IncidentStore.MessageSchema} to {ApplicationRole};
        grant select, insert, update, delete on all tables in schema {IncidentStore.Schema}
            to {ApplicationRole};
        revoke update, delete, truncate on {IncidentStore.Schema}.mt_events from {ApplicationRole};
        revoke delete, truncate on {IncidentStore.Schema}.mt_streams from {ApplicationRole};
        revoke update, delete, truncate on {ChangesSchema.Positions} from {ApplicationRole};
        grant select, insert, update, delete on all tables in schema {IncidentStore.MessageSchema}
            to {ApplicationRole};
        grant usage, select, update on all sequences
            in schema {IncidentStore.Schema}, {IncidentStore.MessageSchema} to {ApplicationRole};
        grant execute on all functions
            in schema {IncidentStore.Schema}, {IncidentStore.MessageSchema} to {ApplicationRole};
        """;

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        // However long another owner takes with a large table, this one waits for it.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
