using Incidents.Application.Register;
using Incidents.Application.ReportingTables;
using Marten;
using Npgsql;
using Weasel.Core.Migrations;
using Wolverine.Persistence.Durability;

namespace Incidents.Application.Store;

/// <summary>Whether the database has what this version needs, as the role of the service sees it.</summary>
public enum SchemaState
{
    /// <summary>It has.</summary>
    Fits,

    /// <summary>Nothing was made there yet.</summary>
    Missing,

    /// <summary>The role is not a member of <see cref="SchemaOwner.ApplicationRole"/>.</summary>
    Closed,

    /// <summary>Another version made it, and it is not what this one needs.</summary>
    Differs,
}

/// <summary>Looks at the schema before the service works with it.</summary>
public sealed class SchemaCheck(IDocumentStore store, IMessageStore messages, NpgsqlDataSource database)
{
    /// <summary>What can be told at once. Where another build made the schema it is said to differ, though
    /// most builds differ in other things: <see cref="Compare"/> tells.</summary>
    public static async Task<SchemaState> Look(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"""
            select case
                when to_regnamespace('{IncidentStore.Schema}') is null then '{SchemaState.Missing}'
                when not has_schema_privilege('{IncidentStore.Schema}', 'usage') then '{SchemaState.Closed}'
                when to_regclass('{IncidentStore.Schema}.schema_mark') is null then '{SchemaState.Missing}'
                else '{SchemaState.Fits}'
            end
            """);
        var state = Enum.Parse<SchemaState>((string)(await command.ExecuteScalarAsync(cancellation))!);

        return state is not SchemaState.Fits || await SchemaOwner.IsCurrent(database, cancellation)
            ? state
            : SchemaState.Differs;
    }

    /// <summary>Compares what is there with what this version needs, object by object.</summary>
    public async Task<SchemaState> Compare(CancellationToken cancellation)
    {
        try
        {
            await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync(cancellation);
            await messages.Admin.AssertStorageExistsAsync(cancellation);

            return await RegisterSchema.IsCurrent(database, cancellation)
                && await ReportingSchema.IsCurrent(database, cancellation)
                ? SchemaState.Fits
                : SchemaState.Differs;
        }
        catch (Exception exception) when (
            exception is DatabaseValidationException or InvalidOperationException)
        {
            return SchemaState.Differs;
        }
    }
}
