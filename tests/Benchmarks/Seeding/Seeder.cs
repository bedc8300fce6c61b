using System.Diagnostics;
using Incidents.Application.People;
using Incidents.Application.PersonalData;
using Incidents.Application.Policy;
using Incidents.Application.Projections;
using Incidents.Application.ReportingTables;
using Incidents.Application.Tenants;
using Incidents.Application.Timescales;
using Incidents.Domain;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Incidents.Benchmarks.Seeding;

/// <summary>What is to be seeded.</summary>
/// <param name="Seed">The same seed and day give the same incidents; only ciphertexts differ.</param>
/// <param name="Until">The day on which the time ends that is told of.</param>
internal sealed record SeedOptions(int Incidents, int Seed, DateOnly Until);

/// <summary>Fills an empty store with the incidents of several school years: every event is decided by the
/// domain's own deciders and sealed as the service seals, and then written in bulk. The views are built by
/// the service's own rebuild.</summary>
internal sealed class Seeder(IServiceProvider services, SeedOptions options)
{
    private const string School = Tenancy.Default;
    private const int Block = 4_000;
    private const int Years = 5;

    private static readonly Actor Installation = new(Guid.Empty, [Role.Operator]);

    /// <summary>Does it, and says how fast each part went.</summary>
    public async Task Carry()
    {
        var watch = Stopwatch.StartNew();
        await services.GetRequiredService<Tenancy>()
            .Make(School, "School", Installation, CancellationToken.None);
        var events = await Record();
        Console.WriteLine($"\r{options.Incidents:N0} incidents with {events:N0} events written in "
            + $"{watch.Elapsed.TotalSeconds:N0} s (seed {options.Seed}, until {options.Until:yyyy-MM-dd}).");

        watch.Restart();
        var done = await services.GetRequiredService<InlineRebuild>().Carry(
            InlineView.All, progress => Bar("views", progress.Incidents, options.Incidents),
            CancellationToken.None);
        Say("views that are written with the event", done.Events, watch);

        watch.Restart();
        await services.GetRequiredService<ReportingRows>().Rebuild(CancellationToken.None);
        Say("tables of reporting tools", done.Events, watch);
    }

    private async Task<long> Record()
    {
        var world = await TheWorld();
        var wrap = services.GetRequiredService<KeyWrap>();
        await using var connection = await services.GetRequiredService<NpgsqlDataSource>()
            .OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var store = new BulkStore(connection, School);
        if (await store.HasIncidents())
            throw new InvalidOperationException("There are incidents already: seed an empty store.");

        await store.Begin();
        var cast = world.Cast;
        await store.Documents("mt_doc_personrow",
            cast.Rows(School, services.GetRequiredService<PeopleDirectory>()).Select(row => (row.Id, row)),
            "subject_hash");
        await store.Documents("mt_doc_storedkey", cast.Keys.Select(key =>
            (key.Id, wrap.Wrap(School, key, Moments.ToTheHour(world.Until.AddYears(-Years))))));

        var reports = Reports(world.Until);
        for (var from = 0; from < reports.Length; from += Block)
        {
            var block = Enumerable.Range(from, Math.Min(Block, reports.Length - from)).ToArray();
            var lives = block.AsParallel().AsOrdered()
                .Select(index => SealedLife.Of(School, LifeOf(index, reports, world), wrap)).ToArray();
            await store.Add(
                lives, from + Block < reports.Length ? reports[from + Block] : DateTimeOffset.MaxValue);
            Bar("incidents", from + block.Length, reports.Length);
        }

        await store.Finish();
        await transaction.CommitAsync();

        return store.Events;
    }

    private async Task<World> TheWorld()
    {
        await using var session = services.GetRequiredService<IDocumentStore>().QuerySession(School);
        var (pin, pack) = await services.GetRequiredService<PolicyPacks>()
            .InForce(session, CancellationToken.None);
        var calendars = await services.GetRequiredService<Calendars>().Of(session, CancellationToken.None);

        return new(new Cast(new Random(options.Seed), options.Incidents), pack, pin, calendars,
            new(options.Until, TimeOnly.MinValue, TimeSpan.Zero));
    }

    private Life LifeOf(int index, DateTimeOffset[] reports, World world)
    {
        var earlier = Enumerable.Range(1, 20).Select(back => index - back)
            .FirstOrDefault(at => at >= 0 && !Plot.IsDuplicate(SeedOf(at)), -1);

        return Plot.Of(world, IdOf(index, reports), reports[index], SeedOf(index),
            earlier < 0 ? null : IdOf(earlier, reports));
    }

    private Guid IdOf(int index, DateTimeOffset[] reports) =>
        Guids.At(reports[index], new Random(SeedOf(index) ^ 0x5EED));

    private int SeedOf(int index) => unchecked((options.Seed * 1_000_003) + (index * 7_919));

    /// <summary>When each incident was reported, in the order of time: in the school's hours, seldom in the
    /// holidays.</summary>
    private DateTimeOffset[] Reports(DateTimeOffset until)
    {
        var random = new Random(options.Seed);
        var days = (int)(until - until.AddYears(-Years)).TotalDays;

        return [.. Enumerable.Range(0, options.Incidents).Select(_ => OneReport()).Order()];

        DateTimeOffset OneReport()
        {
            while (true)
            {
                var day = until.AddDays(-1 - random.Next(days));
                var weight = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 6
                    : day.Month == 8 ? 10 : day.Month is 4 or 12 ? 60 : 100;
                if (random.Next(100) < weight)
                    return day.AddHours(7.5).AddMilliseconds(random.Next(10 * 3_600_000));
            }
        }
    }

    private static void Say(string what, long events, Stopwatch watch) => Console.WriteLine(
        $"\r{what}: {events:N0} events in {watch.Elapsed.TotalSeconds:N1} s, "
        + $"{events / watch.Elapsed.TotalSeconds:N0} a second");

    private static void Bar(string what, long done, long of)
    {
        const int Width = 40;
        var full = (int)(Width * done / of);
        if (!Console.IsErrorRedirected)
            Console.Error.Write(
                $"\r[{new string('#', full)}{new string(' ', Width - full)}] {done:N0} {what}  ");
    }
}
