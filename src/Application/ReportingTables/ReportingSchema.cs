using System.Security.Cryptography;
using System.Text;
using Incidents.Application.Projections;
using Incidents.Application.Store;
using Npgsql;

namespace Incidents.Application.ReportingTables;

/// <summary>The schema that reporting tools read: its tables, and who sees which rows. A login sees the
/// schools that its owner has put down for it, and cannot choose another.</summary>
internal static class ReportingSchema
{
    /// <summary>The schema.</summary>
    public const string Schema = "reporting";

    /// <summary>Which login may read which school; the owner's alone to change.</summary>
    public const string Logins = $"{IncidentStore.Schema}.reporting_logins";

    private const string Service = SchemaOwner.ApplicationRole;
    private const string Tools = SchemaOwner.ReportingRole;

    /// <summary>All tables.</summary>
    public static IReadOnlyList<ReportingTable> Tables { get; } = [IncidentsTable.Table, .. PartTables.All];

    /// <summary>What the owner makes of it. Tables that another version made otherwise are made anew, and
    /// filled again from the record.</summary>
    public static string Sql { get; } =
        $"""
        do $$ begin
            if not exists (select from pg_roles where rolname = '{Tools}') then
                create role {Tools} nologin;
            end if;
        end $$;
        create schema if not exists {Schema};
        create table if not exists {Logins} (
            login name not null, tenant_id text not null, primary key (login, tenant_id));
        revoke all on {Logins} from {Service};
        create or replace function {Schema}.my_tenants() returns text[]
        language sql stable security definer set search_path = pg_catalog, pg_temp as
            $me$ select coalesce(array_agg(tenant_id), array[]::text[])
                from {Logins} where login = session_user $me$;
        comment on function {Schema}.my_tenants() is 'The schools whose rows this login sees.';
        do $made$ begin
            if obj_description('{Schema}'::regnamespace) is distinct from '{Mark}' then
                {string.Join("\n        ", Tables.Select(Make))}
                delete from {ProjectionsSchema.Progress} where name = '{ReportingRows.Name}';
                comment on schema {Schema} is '{Mark}';
            end if;
        end $made$;
        revoke all on schema {Schema} from public;
        revoke execute on function {Schema}.my_tenants() from public;
        grant usage on schema {Schema} to {Service}, {Tools};
        grant execute on function {Schema}.my_tenants() to {Tools};
        grant select, insert, update, delete on all tables in schema {Schema} to {Service};
        grant select on all tables in schema {Schema} to {Tools};

        """;

    /// <summary>Whether the tables are those of this version.</summary>
    public static async Task<bool> IsCurrent(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"select obj_description(to_regnamespace('{Schema}'))");

        return await command.ExecuteScalarAsync(cancellation) as string == Mark;
    }

    private static string Mark => "Tables for reporting tools, version " + Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(Tables.Select(Make)))))[..16];

    private static string Make(ReportingTable table)
    {
        var columns = table.Columns.Select(column => $"{column.Name} {column.Type}");
        var comments = table.Columns.Select(column =>
            $"comment on column {table.FullName}.{column.Name} is '{Escaped(column.Means)}';");

        return $"""
            drop table if exists {table.FullName};
            create table {table.FullName} (
                tenant_id text not null, incident_id uuid not null, {string.Join(", ", columns)},
                primary key (tenant_id, {table.Key}));
            {(table.Key.StartsWith("incident_id", StringComparison.Ordinal)
                ? ""
                : $"create index on {table.FullName} (tenant_id, incident_id);")}
            alter table {table.FullName} enable row level security;
            create policy service on {table.FullName} to {Service} using (true) with check (true);
            create policy own_schools on {table.FullName} for select to {Tools}
                using (tenant_id = any ((select {Schema}.my_tenants())::text[]));
            comment on table {table.FullName} is '{Escaped(table.Means)}';
            comment on column {table.FullName}.tenant_id is 'The school.';
            comment on column {table.FullName}.incident_id is 'The incident.';
            {string.Join("\n", comments)}
            """;
    }

    private static string Escaped(string text) => text.Replace("'", "''", StringComparison.Ordinal);
}
