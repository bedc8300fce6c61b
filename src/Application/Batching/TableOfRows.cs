using System.Text.Json;
using Incidents.Application.Commands;
using Incidents.Application.Deadlines;
using Incidents.Application.Notifications;
using Incidents.Application.PersonalData;
using Incidents.Application.Projections;
using Incidents.Application.Register;
using Incidents.Application.Store;
using Incidents.Domain;
using Npgsql;
using NpgsqlTypes;

namespace Incidents.Application.Batching;

/// <summary>A row to write: a document as the store keeps it.</summary>
/// <param name="IsNew">Whether there may be none of its id yet.</param>
public sealed record Row(string Tenant, object Id, object Document, bool IsNew);

/// <summary>One of the store's tables of documents, and how many of its rows are written by one statement:
/// the same as if the store had written each.</summary>
/// <param name="Id">The type of its ids.</param>
/// <param name="Also">The columns beside the document, each with where in the document it comes from.</param>
public sealed record TableOfRows(
    Type Document, string Name, NpgsqlDbType Id, IReadOnlyList<(string Column, string From)> Also)
{
    /// <summary>The tables that commands write to.</summary>
    public static IReadOnlyDictionary<Type, TableOfRows> All { get; } = new[]
    {
        Of<Incident>(InlineView.Snapshots), Of<RegisterEntry>(InlineView.Register),
        Of<DeadlineRow>(InlineView.Deadlines),
        new(typeof(StoredKey), "mt_doc_storedkey", NpgsqlDbType.Uuid, []),
        new(typeof(KeptAnswer), "mt_doc_keptanswer", NpgsqlDbType.Varchar,
            [("kept_until", "(data->>'keptUntil')::timestamptz")]),
        new(typeof(NoticeRow), "mt_doc_noticerow", NpgsqlDbType.Uuid,
            [
                ("incident_id", "(data->>'incidentId')::uuid"),
                ("next_try_at", "(data->>'nextTryAt')::timestamptz"),
                ("taken_until", "(data->>'takenUntil')::timestamptz"),
            ]),
    }.ToDictionary(table => table.Document);

    /// <summary>The statement that writes rows.</summary>
    /// <param name="areNew">Whether there may be none of their ids yet; one that there is fails it.</param>
    public NpgsqlBatchCommand Write(IReadOnlyList<Row> rows, bool areNew)
    {
        var columns = string.Concat(Also.Select(also => $", {also.Column}"));
        var command = new NpgsqlBatchCommand(
            $"""
            insert into {IncidentStore.Schema}.{Name} (tenant_id, id, data{columns})
            select tenant, id, data{string.Concat(Also.Select(also => $", {also.From}"))}
            from unnest($1, $2, $3) as given(tenant, id, data)
            """ + (areNew
                ? ""
                : $" on conflict (tenant_id, id) do update set data = excluded.data{string.Concat(
                    Also.Select(also => $", {also.Column} = excluded.{also.Column}"))}"));
        command.Parameters.Add(Sql.Array(NpgsqlDbType.Varchar, rows, row => row.Tenant));
        command.Parameters.Add(Id is NpgsqlDbType.Uuid
            ? Sql.Array(Id, rows, row => (Guid)row.Id)
            : Sql.Array(Id, rows, row => (string)row.Id));
        command.Parameters.Add(Sql.Array(NpgsqlDbType.Jsonb, rows, row => Sql.Json(row.Document)));

        return command;
    }

    private static TableOfRows Of<T>(InlineView view) => new(typeof(T), view.Table, view.Id, view.Also);
}

/// <summary>What is given to statements that write many rows.</summary>
internal static class Sql
{
    /// <summary>One column of the rows.</summary>
    public static NpgsqlParameter Array<TRow, TValue>(
        NpgsqlDbType type, IReadOnlyList<TRow> rows, Func<TRow, TValue> value)
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = value(rows[i]);

        return new NpgsqlParameter<TValue[]>
        {
            NpgsqlDbType = NpgsqlDbType.Array | type,
            TypedValue = values,
        };
    }

    /// <summary>A document as the store writes it.</summary>
    public static string Json(object? document) =>
        JsonSerializer.Serialize(document, document?.GetType() ?? typeof(object), StoreJson.Options);
}
