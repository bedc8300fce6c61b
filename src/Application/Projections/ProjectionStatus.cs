using Incidents.Application.Changes;
using Incidents.Application.Figures;
using Incidents.Application.ReportingTables;
using Incidents.Application.Store;
using Npgsql;

namespace Incidents.Application.Projections;

/// <summary>How a view that is built behind the write stands with one school.</summary>
/// <param name="Position">How far it has come with the school's feed.</param>
/// <param name="Latest">How far the feed has come.</param>
/// <param name="StoppedAt">Since when it goes no further, UTC; none: it goes on.</param>
/// <param name="Problem">What the database calls what stopped it, by its code.</param>
public sealed record ProjectionStatus(
    string Tenant, long Position, long Latest, DateTimeOffset? StoppedAt, string? Problem);

/// <summary>Looks at the views in the database, whatever process builds them.</summary>
public sealed class ProjectionStatuses(NpgsqlDataSource database)
{
    /// <summary>Events that have no position in the feed yet.</summary>
    /// <remarks>The offset keeps the database from joining all events with all positions.</remarks>
    public async Task<long> Unnumbered(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"""
            select count(*) from {IncidentStore.Schema}.mt_events e
            where e.seq_id > coalesce((select seq_id from {ChangesSchema.Floor}), 0)
                and {ChangesSchema.IsEvent}
                and not exists (select from {ChangesSchema.Positions} p where p.seq_id = e.seq_id offset 0)
            """);

        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>How many events each view behind the write has still to take up, whatever process builds
    /// it.</summary>
    public async Task<IReadOnlyDictionary<string, long>> Behind(CancellationToken cancellation) =>
        new Dictionary<string, long>(StringComparer.Ordinal)
        {
            [ChangeNumberingLoop.View] = await Unnumbered(cancellation),
            [FigureSums.Name] = 0,
            [ReportingRows.Name] =
                (await OfReporting(cancellation)).Sum(school => school.Latest - school.Position),
        };

    /// <summary>The reporting tables, school by school.</summary>
    public async Task<IReadOnlyList<ProjectionStatus>> OfReporting(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"""
            select t.id, coalesce(p.position, 0),
                coalesce((select max(position) from {ChangesSchema.Positions} where tenant_id = t.id), 0),
                p.stopped_at, p.problem
            from {IncidentStore.Schema}.mt_doc_tenantrow t
            left join {ProjectionsSchema.Progress} p on p.name = @name and p.tenant_id = t.id
            order by t.id
            """);
        command.Parameters.AddWithValue("name", ReportingRows.Name);
        var statuses = new List<ProjectionStatus>();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            statuses.Add(new(
                rows.GetString(0), rows.GetInt64(1), rows.GetInt64(2),
                rows.IsDBNull(3) ? null : rows.GetFieldValue<DateTimeOffset>(3),
                rows.IsDBNull(4) ? null : rows.GetString(4)));

        return statuses;
    }
}
