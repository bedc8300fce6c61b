using Incidents.Application.Access;
using Incidents.Application.Batching;
using Incidents.Application.Caseload;
using Incidents.Application.Changes;
using Incidents.Application.Commands;
using Incidents.Application.Deadlines;
using Incidents.Application.Evidence;
using Incidents.Application.Exceptions;
using Incidents.Application.Exports;
using Incidents.Application.Figures;
using Incidents.Application.History;
using Incidents.Application.Imports;
using Incidents.Application.Notifications;
using Incidents.Application.Housekeeping;
using Incidents.Application.People;
using Incidents.Application.PersonalData;
using Incidents.Application.Policy;
using Incidents.Application.Projections;
using Incidents.Application.Register;
using Incidents.Application.ReportingTables;
using Incidents.Application.Retention;
using Incidents.Application.Reporting;
using Incidents.Application.Statistics;
using Incidents.Application.Store;
using Incidents.Application.Tenants;
using Incidents.Application.Timescales;
using Incidents.Application.Weaknesses;
using Incidents.Application.Webhooks;
using JasperFx;
using JasperFx.CodeGeneration;
using JasperFx.Core;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wolverine;
using Wolverine.ErrorHandling;
using Wolverine.Marten;

namespace Incidents.Application;

/// <summary>Everything of the service that is not HTTP.</summary>
public static class ApplicationServices
{
    /// <summary>Sets it up over one database and one folder of data.</summary>
    /// <param name="dataFolder">Where the key ring and the files of evidence lie.</param>
    /// <param name="certificates">What the key ring is encrypted under, where it is.</param>
    /// <param name="bucket">Where the files of evidence lie, if not in the folder.</param>
    /// <param name="asOwner">Whether this may create and change what lies in the
    /// database; the service may not.</param>
    public static IServiceCollection AddIncidents(
        this IServiceCollection services, NpgsqlDataSource database, string dataFolder,
        RingCertificates? certificates = null, S3Settings? bucket = null, bool asOwner = false)
    {
        services.AddSingleton(database);
        services.AddInstallationSecrets(dataFolder, certificates ?? RingCertificates.None);
        services.AddSingleton<IBlobStore>(_ => bucket is null
            ? new FileSystemBlobStore(Path.Combine(dataFolder, "evidence"))
            : new S3BlobStore(bucket));

        services.AddSingleton<MalwareScanner>();

        services.AddSingleton<Ids>();
        services.AddSingleton<Vault>();
        services.AddSingleton<PolicyPacks>();
        services.AddSingleton<Calendars>();
        services.AddSingleton<PackList>();
        services.AddSingleton<PolicyMatters>();
        services.AddSingleton<PeopleDirectory>();
        services.AddSingleton<ReporterIdentities>();
        services.AddSingleton<DisclosedReporters>();
        services.AddSingleton<Receipts>();
        services.AddSingleton<SignIns>();
        services.AddSingleton<KeptAnswers>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<NoticeWriter>();
        services.AddSingleton<NoticeQuery>();
        services.AddSingleton<Loads>();
        services.AddSingleton<StoredIncidents>();
        services.AddSingleton<PersonRows>();
        services.AddSingleton<Committer>();
        services.AddSingleton<CommandRecorder>();
        services.AddSingleton<CommandMeter>();
        services.AddSingleton<PolicyNotices>();
        services.AddSingleton<IncidentCommands>();
        services.AddSingleton<StreamCommands>();
        services.AddSingleton<PaperImport>();
        services.AddSingleton<RunningImports>();
        services.AddSingleton<TenantExport>();
        services.AddSingleton<TenantLoad>();
        services.AddSingleton<ActorViews>();
        services.AddSingleton<IncidentReader>();
        services.AddSingleton<Looks>();
        services.AddSingleton<EvidenceFiles>();
        services.AddSingleton<RegisterQuery>();
        services.AddSingleton<RegisterAsOf>();
        services.AddSingleton<IncidentDeadlines>();
        services.AddSingleton<DeadlineBoard>();
        services.AddSingleton<TimescaleCompliance>();
        services.AddSingleton<CalendarFeeds>();
        services.AddSingleton<LadderMeter>();
        services.AddSingleton<LadderLot>();
        services.AddSingleton<Ladder>();
        services.AddSingleton<CaseloadQuery>();
        services.AddSingleton<StatisticsQuery>();
        services.AddSingleton<WeaknessQuery>();
        services.AddSingleton<ChangeBell>();
        services.AddSingleton<ChangeNumbering>();
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<ProjectionMeter>();
        services.AddSingleton<ProjectionStatuses>();
        services.AddSingleton<ReportingRows>();
        services.AddSingleton<FigureSums>();
        services.AddSingleton<InlineRebuild>();
        services.AddSingleton<MatterRebuild>();
        services.AddSingleton<WebhookMeter>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<WebhookAdministration>();
        services.AddSingleton<WebhookDelivery>();
        services.AddSingleton<Tenancy>();
        services.AddSingleton<ApiKeyRows>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<NewTenants>();
        services.AddSingleton<LegalHolds>();
        services.AddSingleton<Erasures>();
        services.AddSingleton<RetentionQuery>();
        services.AddSingleton<PersonErasure>();
        services.AddSingleton<KeyMeter>();
        services.AddSingleton<Reconciliation>();
        services.AddHostedService<HourlyReconciliation>();
        services.AddHostedService<ChangeNumberingLoop>();
        services.AddHostedService<ReportingLoop>();
        services.AddHostedService<FiguresLoop>();

        services.AddMarten(provider =>
            {
                var options = new StoreOptions();
                IncidentStore.Configure(options, provider.GetRequiredService<Vault>(),
                    provider.GetRequiredService<PolicyPacks>(), provider.GetRequiredService<Calendars>(),
                    provider.GetRequiredService<TimeProvider>());
                options.Listeners.Add(provider.GetRequiredService<ChangeBell>());
                options.Listeners.Add(provider.GetRequiredService<PolicyNotices>());
                options.AutoCreateSchemaObjects = asOwner ? AutoCreate.CreateOrUpdate : AutoCreate.None;

                return options;
            })
            .UseNpgsqlDataSource()
            .UseLightweightSessions()
            .IntegrateWithWolverine(
                wolverine => wolverine.MessageStorageSchemaName = IncidentStore.MessageSchema);

        return services;
    }

    /// <summary>Has files of evidence looked through for malware.</summary>
    public static IServiceCollection AddScanner(this IServiceCollection services, ScannerSettings settings) =>
        services.AddSingleton(settings);

    /// <summary>Lets this process climb the ladder.</summary>
    /// <param name="every">How long it waits between two sweeps.</param>
    public static IServiceCollection AddLadderLoop(this IServiceCollection services, TimeSpan every)
    {
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<LadderLoop>(provider, every));

        return services.AddHostedService(provider => provider.GetRequiredService<LadderLoop>());
    }

    /// <summary>Tells people by mail what they must know.</summary>
    /// <param name="loop">Whether this process sends; otherwise it only writes down what is to be
    /// sent.</param>
    public static IServiceCollection AddMail(
        this IServiceCollection services, MailSettings settings, bool loop = true)
    {
        services.AddSingleton(settings);
        services.AddSingleton<NoticeMeter>();
        services.AddSingleton<MailDelivery>();

        return loop ? services.AddHostedService<MailLoop>() : services;
    }

    /// <summary>Says which addresses other systems may be told at.</summary>
    /// <param name="loop">Whether this process delivers; otherwise another has to.</param>
    public static IServiceCollection AddWebhooks(
        this IServiceCollection services, WebhookSettings settings, bool loop = true)
    {
        services.AddSingleton(settings);

        return loop ? services.AddHostedService<WebhookLoop>() : services;
    }

    /// <summary>How messages are carried: stored with what they follow from, and sent
    /// after it is committed.</summary>
    /// <param name="several">Whether other processes may work over the same database. Then each has its
    /// messages, and those of one that died are taken on by the others.</param>
    public static void ConfigureMessages(WolverineOptions options, bool several)
    {
        options.Policies.AutoApplyTransactions();
        options.Policies.UseDurableLocalQueues();
        options.AutoBuildMessageStorageOnStartup = AutoCreate.None;
        options.Durability.Mode = several ? DurabilityMode.Balanced : DurabilityMode.Solo;
        // Where the answer to a commit is lost, nobody knows of the messages that it stored.
        options.Durability.InboxStaleTime = 1.Minutes();
        options.ApplicationAssembly = typeof(ApplicationServices).Assembly;
        options.CodeGeneration.TypeLoadMode = TypeLoadMode.Static;
        options.OnException(IsOfTheDatabase, "the database is away").TryForADay();
        options.OnException<EvidenceBrokenException>().MoveToErrorQueue();
        options.OnException<EvidenceStoreAwayException>().Or<IOException>()
            .ScheduleRetry(10.Seconds(), 1.Minutes(), 10.Minutes(), 1.Hours(), 6.Hours(), 24.Hours());
        options.Schedules.ScheduleRecurring<SweepUp>("17 * * * *");
        options.Schedules.ScheduleRecurring<ExpireExceptions>("7 * * * *");
        options.Schedules.ScheduleRecurring<ScanWaiting>("*/5 * * * *");
    }

    /// <summary>Has a message tried again with growing pauses, for more than a day, before it is set
    /// aside.</summary>
    internal static void TryForADay(this PolicyExpression failure) => failure
        .RetryWithCooldown(1.Seconds(), 5.Seconds(), 30.Seconds())
        .Then.ScheduleRetry(1.Minutes(), 10.Minutes(), 1.Hours(), 6.Hours(), 24.Hours());

    /// <summary>Whatever Marten and others wrap it in.</summary>
    private static bool IsOfTheDatabase(Exception? failure) =>
        failure is NpgsqlException || failure?.InnerException is { } inner && IsOfTheDatabase(inner);
}
