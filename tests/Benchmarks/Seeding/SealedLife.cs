using System.Collections.Immutable;
using System.Text.Json;
using Incidents.Application.Commands;
using Incidents.Application.PersonalData;
using Incidents.Application.Store;
using Incidents.Domain;

namespace Incidents.Benchmarks.Seeding;

/// <summary>An event as it is stored.</summary>
internal sealed record StoredRow(
    Guid Stream, long Version, Guid Id, string Type, string DotNetType, DateTimeOffset At, byte[] Data,
    string? Correlation, byte[]? Headers);

/// <summary>A life with every text sealed, as the service seals it, and the keys that were made for
/// it.</summary>
internal sealed record SealedLife(
    Guid Id, ImmutableArray<StoredRow> Events, ImmutableArray<StoredKey> Keys)
{
    public static SealedLife Of(string tenant, Life life, KeyWrap wrap)
    {
        var keys = new KeyChain();
        var events = ImmutableArray.CreateBuilder<StoredRow>(life.Events.Count);
        foreach (var (@event, at, id, by, correlation) in life.Events)
        {
            foreach (var person in Seal.KeysToSeal(life.Id, @event))
            {
                if (life.World.Cast.KeyOf(person) is { } known)
                    keys.Hold(person, known);
            }

            var type = @event.GetType();
            var envelope = Metadata.On(
                Metadata.Wrap(Vault.Seal(tenant, life.Id, @event, keys)),
                new Caller(tenant, by, correlation), at, id);
            events.Add(new(
                life.Id, events.Count + 1, id, EventNames.All[type],
                $"{type.FullName}, {type.Assembly.GetName().Name}", at,
                JsonSerializer.SerializeToUtf8Bytes(envelope.Data, type, StoreJson.Options),
                envelope.CorrelationId,
                JsonSerializer.SerializeToUtf8Bytes(envelope.Headers, StoreJson.Options)));
        }

        return new(life.Id, events.ToImmutable(), [.. keys.Made.Select(
            made => wrap.Wrap(tenant, made, Moments.ToTheHour(life.Events[0].At)))]);
    }
}
