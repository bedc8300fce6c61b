namespace Incidents.Application.Store;

/// <summary>When a stream was begun and last written to is kept to the hour, of every stream alike. Marten
/// takes both from the database's clock, to the microsecond, and that would tell when somebody reported who
/// must not be found out; when an event was recorded stands with the event.</summary>
internal static class StreamsToTheHour
{
    public const string Sql =
        $$"""
        create or replace function {{IncidentStore.Schema}}.stream_to_the_hour() returns trigger
        language plpgsql as $hour$ begin
            new.timestamp := date_trunc('hour', new.timestamp, 'UTC');
            new.created := date_trunc('hour', new.created, 'UTC');
            return new;
        end $hour$;
        drop trigger if exists stream_to_the_hour on {{IncidentStore.Schema}}.mt_streams;
        create trigger stream_to_the_hour before insert or update on {{IncidentStore.Schema}}.mt_streams
            for each row execute function {{IncidentStore.Schema}}.stream_to_the_hour();

        """;
}
