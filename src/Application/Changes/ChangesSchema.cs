using Incidents.Application.Store;
using Marten;
using Weasel.Postgresql.Tables;

namespace Incidents.Application.Changes;

/// <summary>The rows of the change feed: which event of a tenant is its first, second, third … A row is
/// written once and never changed; the events themselves stay as they are.</summary>
internal static class ChangesSchema
{
    /// <summary>The positions.</summary>
    public const string Positions = $"{IncidentStore.Schema}.change_positions";

    /// <summary>Leaves out what stands where a transaction was broken off: no event, only its number.
    /// </summary>
    internal const string IsEvent = "e.type <> 'tombstone'";

    /// <summary>Up to which of the store's sequence numbers no event can be without a position.</summary>
    public const string Floor = $"{IncidentStore.Schema}.change_floor";

    /// <summary>The tables, for the schema of the store.</summary>
    public static void Configure(StoreOptions options)
    {
        var positions = new Table(Positions);
        positions.AddColumn("tenant_id", "varchar").AsPrimaryKey();
        positions.AddColumn("position", "bigint").AsPrimaryKey();
        positions.AddColumn("seq_id", "bigint").NotNull();
        positions.Indexes.Add(new IndexDefinition("change_positions_seq_id")
        {
            Columns = ["seq_id"],
            IsUnique = true,
        });

        var floor = new Table(Floor);
        floor.AddColumn("is_single", "boolean").AsPrimaryKey();
        floor.AddColumn("seq_id", "bigint").NotNull();

        options.Storage.ExtendedSchemaObjects.Add(positions);
        options.Storage.ExtendedSchemaObjects.Add(floor);
    }
}
