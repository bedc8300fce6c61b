using Incidents.Application.Store;
using Marten;
using Weasel.Postgresql.Tables;

namespace Incidents.Application.Projections;

/// <summary>How far each view that is built behind the write has come with each school's feed.</summary>
internal static class ProjectionsSchema
{
    /// <summary>One row for each view and school.</summary>
    public const string Progress = $"{IncidentStore.Schema}.projection_progress";

    /// <summary>The table, for the schema of the store.</summary>
    public static void Configure(StoreOptions options)
    {
        var progress = new Table(Progress);
        progress.AddColumn("name", "varchar").AsPrimaryKey();
        progress.AddColumn("tenant_id", "varchar").AsPrimaryKey();
        progress.AddColumn("position", "bigint").NotNull();
        progress.AddColumn("stopped_at", "timestamptz");
        progress.AddColumn("problem", "varchar");

        options.Storage.ExtendedSchemaObjects.Add(progress);
    }
}
