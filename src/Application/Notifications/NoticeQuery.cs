using System.Text;
using System.Text.Json;
using Incidents.Application.Commands;
using Incidents.Application.Register;
using Incidents.Application.Store;
using Incidents.Domain;
using Npgsql;

namespace Incidents.Application.Notifications;

/// <summary>Asks who was told what, and what could not be sent; the latest first. Shown to whoever sees the
/// line of the register, and of the school itself to whoever sees the register.</summary>
public sealed class NoticeQuery(NpgsqlDataSource database)
{
    /// <summary>A page of what the caller may see.</summary>
    /// <param name="incident">Only of this incident.</param>
    /// <param name="after">The id of the last notice of the page before.</param>
    public async Task<IReadOnlyList<NoticeRow>> Page(
        Caller caller, IReadOnlyList<NoticeState> states, Guid? incident, Guid? after, int limit,
        CancellationToken cancellation)
    {
        await using var command = database.CreateCommand();
        var values = command.Parameters;
        var sql = new StringBuilder(
            $"""
            select notice.data::text from {IncidentStore.Schema}.mt_doc_noticerow as notice
            left join {RegisterLines.Table} as line
                on line.tenant_id = notice.tenant_id and line.id = notice.incident_id
            where notice.tenant_id = @tenant and case when notice.incident_id is null then @register
                else line.id is not null and {RegisterSight.Whole(values, caller.Actor, "line.")} end
            """);
        values.AddWithValue("register", Visibility.SeesRegister(caller.Actor));
        values.AddWithValue("tenant", caller.Tenant);
        if (states.Count > 0)
        {
            sql.Append(" and notice.data->>'state' = any(@state)");
            values.AddWithValue("state", states.Select(Words.CamelCase).ToArray());
        }

        if (incident is { } of)
        {
            sql.Append(" and notice.incident_id = @incident");
            values.AddWithValue("incident", of);
        }

        if (after is { } id)
        {
            sql.Append(" and notice.id < @id");
            values.AddWithValue("id", id);
        }

        command.CommandText = sql.Append(" order by notice.id desc limit @limit").ToString();
        values.AddWithValue("limit", limit);

        var rows = new List<NoticeRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            rows.Add(JsonSerializer.Deserialize<NoticeRow>(reader.GetString(0), StoreJson.Options)!);

        return rows;
    }
}
