using Incidents.Application.Changes;
using Incidents.Application.Commands;
using Incidents.Application.Deadlines;
using Incidents.Application.Notifications;
using Incidents.Application.Evidence;
using Incidents.Application.Exports;
using Incidents.Application.Imports;
using Incidents.Application.PersonalData;
using Incidents.Application.Policy;
using Incidents.Application.Projections;
using Incidents.Application.Register;
using Incidents.Application.Reporting;
using Incidents.Application.Tenants;
using Incidents.Application.Timescales;
using Incidents.Application.Webhooks;
using JasperFx.Events.Projections;
using JasperFx.MultiTenancy;
using Marten;
using Marten.Events;
using Marten.Schema;
using Marten.Schema.Indexing.Unique;
using Weasel.Core;

namespace Incidents.Application.Store;

/// <summary>How events, snapshots and rows lie in PostgreSQL.</summary>
public static class IncidentStore
{
    /// <summary>The schema of events, snapshots and views.</summary>
    public const string Schema = "incidents";

    /// <summary>The schema of messages and their outbox.</summary>
    public const string MessageSchema = "messages";

    /// <summary>Sets up Marten.</summary>
    public static void Configure(
        StoreOptions options, Vault vault, PolicyPacks packs, Calendars calendars, TimeProvider clock)
    {
        options.DatabaseSchemaName = Schema;
        options.Serializer(Serializer());
        options.Logger(new SilentSql());

        ConfigureEvents(options.Events, clock);
        ConfigureRows(options);
        ChangesSchema.Configure(options);
        ProjectionsSchema.Configure(options);

        // Before the snapshot moves on: deadlines rest on the incident as it was.
        options.Projections.Add(
            new DeadlineProjection(packs, calendars), ProjectionLifecycle.Inline, nameof(DeadlineProjection),
            projection => projection.DeleteViewTypeOnTeardown<DeadlineRow>());
        options.Projections.Add(new IncidentProjection(), ProjectionLifecycle.Inline);
        options.Projections.Add(new TenantProjection(), ProjectionLifecycle.Inline);
        options.Projections.Add(new PolicyExceptionProjection(), ProjectionLifecycle.Inline);
        options.Projections.Add(new PolicyChangeProjection(), ProjectionLifecycle.Inline);
        options.Projections.Add(new RegisterEntryProjection(vault, packs), ProjectionLifecycle.Inline);

        // An audit system stops at what it cannot read; it never goes on without it.
        options.Projections.Errors.SkipApplyErrors = false;
        options.Projections.Errors.SkipSerializationErrors = false;
    }

    /// <summary>Marten writes what <see cref="StoreJson"/> says, to the letter: our
    /// converters stand before its own.</summary>
    public static Marten.Services.SystemTextJsonSerializer Serializer() => new(StoreJson.Configure(new()))
    {
        EnumStorage = EnumStorage.AsString,
        Casing = Casing.CamelCase,
    };

    private static void ConfigureEvents(IEventStoreOptions events, TimeProvider clock)
    {
        events.TenancyStyle = TenancyStyle.Conjoined;
        events.TimeProvider = clock;
        events.UseMandatoryStreamTypeDeclaration = true;

        // Two writers at once would else leave gaps in the sequence that hold every later reader up.
        events.UseExclusiveLockOnConcurrentAppends = true;

        // Who acted stands in headers as an id; user names stay off, because they would be names in clear.
        events.MetadataConfig.HeadersEnabled = true;
        events.MetadataConfig.CorrelationIdEnabled = true;
        events.MetadataConfig.CausationIdEnabled = true;

        foreach (var (type, name) in EventNames.All)
            events.MapEventType(type, name);
    }

    private static void ConfigureRows(StoreOptions options)
    {
        options.Policies.AllDocumentsAreMultiTenanted();
        options.Policies.DisableInformationalFields();

        options.Schema.For<TenantRow>().SingleTenanted();
        options.Schema.For<ApiKeyRow>().SingleTenanted()
            .UniqueIndex(UniqueIndexType.DuplicatedField, "api_key_hash", key => key.Hash)
            .Duplicate(key => key.Tenant);
        // Whoever gives somebody a name or a role must not undo that they were erased meanwhile.
        options.Schema.For<PersonRow>()
            .UseOptimisticConcurrency(true)
            .UniqueIndex(UniqueIndexType.DuplicatedField, "person_subject", TenancyScope.PerTenant, row =>
                row.SubjectHash);
        options.Schema.For<StoredKey>();
        options.Schema.For<KeptFile>().SingleTenanted()
            .Duplicate(file => file.IncidentId)
            .Duplicate(file => file.ArrivingSince);
        options.Schema.For<WaitingScan>().SingleTenanted();
        options.Schema.For<ImportRow>();
        options.Schema.For<LoadRow>().SingleTenanted();
        options.Schema.For<ImportBatch>();
        options.Schema.For<KeptAnswer>().Duplicate(answer => answer.KeptUntil);
        options.Schema.For<ReceiptRow>();
        options.Schema.For<AnonymousReportPlace>().Duplicate(place => place.Hour);
        options.Schema.For<RegisterEntry>()
            .UniqueIndex(UniqueIndexType.DuplicatedField, "register_reference", TenancyScope.PerTenant, row =>
                row.Reference);
        options.Schema.For<CalendarFeedRow>().SingleTenanted()
            .UniqueIndex(UniqueIndexType.DuplicatedField, "calendar_feed_hash", feed => feed.Hash)
            .Duplicate(feed => feed.PersonId);
        options.Schema.For<DeadlineRow>()
            .Duplicate(row => row.IncidentId)
            .Duplicate(row => row.DueAt, configure: index =>
            {
                index.TenancyScope = TenancyScope.PerTenant;
                index.Predicate = "due_at is not null";
            })
            .Duplicate(row => row.NextAt)
            .Duplicate(row => row.TakenUntil);
        options.Schema.For<NoticeRow>()
            .Duplicate(row => row.IncidentId)
            .Duplicate(row => row.NextTryAt)
            .Duplicate(row => row.TakenUntil);
        // Whoever delivers must not undo what an administrator does meanwhile.
        options.Schema.For<WebhookRow>()
            .UseOptimisticConcurrency(true)
            .Duplicate(row => row.Position)
            .Duplicate(row => row.NextTryAt)
            .Duplicate(row => row.HeldUntil)
            .Duplicate(row => row.TakenUntil);
    }
}
