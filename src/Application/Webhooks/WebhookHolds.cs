using Incidents.Application.Changes;
using Incidents.Application.Store;
using Npgsql;

namespace Incidents.Application.Webhooks;

/// <summary>Which webhooks are in the hands of a process.</summary>
internal sealed class WebhookHolds(NpgsqlDataSource database)
{
    private const string Table = $"{IncidentStore.Schema}.mt_doc_webhookrow";

    /// <summary>Takes those in hand that are to be told something. It makes another version of the row: an
    /// administrator who read it before writes nothing over it.</summary>
    /// <param name="most">How many.</param>
    /// <param name="until">After this another process may have them.</param>
    public async Task<List<(string Tenant, Guid Id)>> Take(
        int most, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"""
            with due as (
                select w.tenant_id, w.id from {Table} w
                where w.next_try_at <= @now and (w.taken_until is null or w.taken_until <= @now)
                    and (w.held_until <= @now or exists (select from {ChangesSchema.Positions} p
                        where p.tenant_id = w.tenant_id and p.position > w.position))
                order by w.next_try_at
                limit @most
                for update of w skip locked)
            update {Table} w set taken_until = @until, mt_version = gen_random_uuid(),
                data = jsonb_set(w.data, array['takenUntil'], to_jsonb(@until))
            from due where w.tenant_id = due.tenant_id and w.id = due.id
            returning w.tenant_id, w.id
            """);
        command.Parameters.AddWithValue("most", most);
        command.Parameters.AddWithValue("now", now);
        command.Parameters.AddWithValue("until", until);

        var rows = new List<(string, Guid)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            rows.Add((reader.GetString(0), reader.GetGuid(1)));

        return rows;
    }

    /// <summary>Also where the service stops: whoever comes next need not wait.</summary>
    /// <param name="until">As it was taken; what another process took meanwhile stays in its hands.</param>
    public async Task Release(string tenant, Guid id, DateTimeOffset until)
    {
        await using var command = database.CreateCommand(
            $"""
            update {Table} set taken_until = null, mt_version = gen_random_uuid(), data = data - 'takenUntil'
            where tenant_id = @tenant and id = @id and taken_until = @until
            """);
        command.Parameters.AddWithValue("tenant", tenant);
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("until", until);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
