namespace Incidents.Application.Store;

/// <summary>Triggers that the database runs once for each statement, over all rows that it wrote: under load
/// one statement writes the rows of many callers, and what a trigger costs is shared by them.</summary>
internal static class StatementTrigger
{
    /// <summary>The rows as they are now, by which a trigger's statements know them.</summary>
    public const string Given = "given";

    /// <summary>The rows as they were.</summary>
    public const string Former = "former";

    /// <summary>What is done where rows are new.</summary>
    /// <param name="name">Of the trigger and of its function.</param>
    /// <param name="table">With its schema.</param>
    /// <param name="statements">Each with its semicolon; they read <see cref="Given"/>.</param>
    public static string OnInsert(string name, string table, string statements) =>
        Make(name, table, "insert", $"new table as {Given}", Given, statements);

    /// <summary>What is done where rows were changed; its statements read <see cref="Given"/> and
    /// <see cref="Former"/>.</summary>
    public static string OnUpdate(string name, string table, string statements) =>
        Make(name, table, "update", $"old table as {Former} new table as {Given}", Given, statements);

    /// <summary>What is done where rows are gone; its statements read <see cref="Former"/>.</summary>
    public static string OnDelete(string name, string table, string statements) =>
        Make(name, table, "delete", $"old table as {Former}", Former, statements);

    /// <summary>Of changed rows those of which something is other than it was.</summary>
    /// <param name="rows">One of the two, which is what comes out.</param>
    /// <param name="others">The other.</param>
    /// <param name="of">The columns that matter, of a row.</param>
    public static string Changed(string rows, string others, Func<string, string> of) =>
        $"""
        (select r.* from {rows} r join {others} o on o.tenant_id = r.tenant_id and o.id = r.id
            where row({of("r")}) is distinct from row({of("o")}))
        """;

    /// <summary>Takes every trigger off tables that are there, with what it does.</summary>
    public static string DropAll(params IEnumerable<string> tables) =>
        $"""
        do $drop$ declare function regprocedure; begin
            for function in select distinct tgfoid from pg_trigger where not tgisinternal
                and tgrelid in ({string.Join(", ", tables.Select(table => $"to_regclass('{table}')"))}) loop
                execute format('drop function %s cascade', function);
            end loop;
        end $drop$;
        """;

    // An insert that may change what is there runs the triggers of both; one of them has no rows.
    // A plan that was made for a small table may look through all of it: see KeptPlans.
    private static string Make(
        string name, string table, string on, string rows, string first, string statements) =>
        $"""
        create or replace function {IncidentStore.Schema}.{name}() returns trigger
        language plpgsql set enable_seqscan = off as $each$ begin
            if exists (select from {first}) then
                {statements}
            end if;
            return null;
        end $each$;
        create or replace trigger {name} after {on} on {table} referencing {rows}
            for each statement execute function {IncidentStore.Schema}.{name}();
        """;
}
