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

    /// <summary>What the owner makes of it. What another version made otherwise is changed where it stands:
    /// whoever reads a table, or has made a view of it, finds the rows of before until those of this version
    /// are there, all at once. The service fills them from the record, beside the old.</summary>
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
        var columns = table.Columns.Select(column => $"{column.Name} {column.Type}").ToArray();
        var comments = table.Columns.Select(column =>
            $"comment on column {table.FullName}.{column.Name} is '{Escaped(column.Means)}';");

        return $"""
            {DropUnlessItFits(table)}
            create table if not exists {table.FullName} (
                tenant_id text not null, incident_id uuid not null, {string.Join(", ", columns)},
                primary key (tenant_id, {table.Key}));
            alter table {table.FullName}
                {string.Join(", ", columns.Select(column => $"add column if not exists {column}"))};
            {(table.IsByIncident
                ? ""
                : $"create index if not exists {table.Name}_incident on {table.FullName} (incident_id);")}
            alter table {table.FullName} enable row level security;
            drop policy if exists service on {table.FullName};
            create policy service on {table.FullName} to {Service} using (true) with check (true);
            drop policy if exists own_schools on {table.FullName};
            create policy own_schools on {table.FullName} for select to {Tools}
                using (tenant_id = any ((select {Schema}.my_tenants())::text[]));
            comment on table {table.FullName} is '{Escaped(table.Means)}';
            comment on column {table.FullName}.tenant_id is 'The school.';
            comment on column {table.FullName}.incident_id is 'The incident.';
            {string.Join("\n", comments)}
            """;
    }

    /// <summary>A column only ever comes to a table. Where one is of another type, or rows are told apart
    /// otherwise, the table is another, and is made anew.</summary>
    private static string DropUnlessItFits(ReportingTable table) =>
        $"""
        if exists (
            select from pg_attribute a join (values {string.Join(", ", table.Columns.Select(column =>
                $"('{column.Name}', '{column.Type}'::regtype)"))}) as wanted(name, type)
                on a.attname = wanted.name
            where a.attrelid = to_regclass('{table.FullName}') and a.atttypid <> wanted.type)
            or exists (select from pg_constraint where contype = 'p'
                and conrelid = to_regclass('{table.FullName}')
                and pg_get_constraintdef(oid) <> 'PRIMARY KEY (tenant_id, {table.Key})') then
            drop table {table.FullName};
        end if;
        """;

    private static string Escaped(string text) => text.Replace("'", "''", StringComparison.Ordinal);
}
