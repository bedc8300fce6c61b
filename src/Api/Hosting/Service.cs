using Incidents.Api.Logging;
using Incidents.Api.OpenApi;
using Incidents.Api.Problems;
using Incidents.Api.Routes;
using Incidents.Api.Security;
using Incidents.Api.Telemetry;
using Incidents.Application;
using Incidents.Application.Evidence;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting.Compact;
using Wolverine;

namespace Incidents.Api.Hosting;

/// <summary>The service: its parts, put together here and nowhere else.</summary>
public static class Service
{
    /// <summary>Serves until it is told to stop.</summary>
    public static async Task<int> Run(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        var settings = ServiceSettings.From(builder.Configuration);
        ConfigureLog(builder, isSent: settings.Telemetry.Logs);

        using var stopping = new CancellationTokenSource();
        await using var database = await Database.Open(settings, Log.Warning, stopping.Token);
        await using var app = Build(builder, settings, database);
        var firstKey = await app.Services.GetRequiredService<FirstStart>().Prepare(stopping.Token);

        await app.StartAsync(stopping.Token);
        Banner.Print(app, settings, database, firstKey);
        await app.WaitForShutdownAsync(CancellationToken.None);

        return 0;
    }

    /// <summary>Puts the service together over a database.</summary>
    public static WebApplication Build(
        WebApplicationBuilder builder, ServiceSettings settings, Database database)
    {
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null)
            builder.WebHost.UseUrls(ServiceSettings.DefaultUrl);
        builder.WebHost.ConfigureKestrel(kestrel => ConnectionLimits.Set(kestrel, settings.LargestEvidence));

        builder.Services.AddSingleton(settings);
        builder.Services.AddIncidents(
            database.Source, settings.DataFolder, settings.KeyCertificates?.Load(), settings.EvidenceBucket);
        if (settings.Scanner is { } scanner)
            builder.Services.AddScanner(scanner);
        builder.Services.AddSingleton<EvidenceStoreHealth>();
        if (settings.Mail is { } mail)
            builder.Services.AddMail(mail, loop: settings.SweepEvery is not null);
        builder.Services.AddWebhooks(settings.Webhooks, loop: settings.SweepEvery is not null);
        if (settings.SweepEvery is { } every)
            builder.Services.AddLadderLoop(every);
        builder.Services.AddSingleton<EvidenceReception>();
        builder.Services.AddSingleton<FirstStart>();
        builder.Services.AddSingleton<ReceiptChecks>();
        builder.Services.AddSingleton(provider =>
            new RequestRates(settings.RequestsPerMinute, provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton(provider =>
            new ConcurrencySlots(settings.RequestsAtOnce, provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton(provider =>
            new Tokens(settings.Issuers, provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddTelemetry(settings.Telemetry);
        builder.Host.UseWolverine(
            messages => ApplicationServices.ConfigureMessages(messages, settings.HasOtherNodes));

        var app = builder.Build();
        app.UseMiddleware<SafeHeaders>();
        app.UseMiddleware<RequestLog>();
        app.UseProblems();
        app.UseRouting();
        app.UseMiddleware<ConcurrencyLimit>();
        app.UseMiddleware<ReporterWithoutName>();
        app.UseMiddleware<Credentials>();

        app.MapHealth();
        app.MapMetrics();
        app.MapProblems();
        app.MapNotices();
        app.MapCommands(Commands.Table);
        app.MapQueries();
        app.MapHistories();
        app.MapDeadlines();
        app.MapFeeds();
        app.MapPolicy();
        app.MapPolicyMatters();
        app.MapRegisters();
        app.MapReports();
        app.MapDocuments();
        app.MapAssessments();
        app.MapAdministration();
        app.MapWebhooks();
        app.MapImports();
        app.MapApiReference();

        return app;
    }

    /// <param name="isSent">Whether lines also go to others than standard output.</param>
    private static void ConfigureLog(WebApplicationBuilder builder, bool isSent)
    {
        var log = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Wolverine", LogEventLevel.Warning)
            .MinimumLevel.Override("Marten", LogEventLevel.Warning)
            .MinimumLevel.Override("JasperFx", LogEventLevel.Warning)
            .MinimumLevel.Override("Npgsql", LogEventLevel.Warning)
            .Enrich.With<WithoutAddresses>();
        log = builder.Configuration["INCIDENTS_LOG"] == "json"
            ? log.WriteTo.Console(new CompactJsonFormatter())
            : log.WriteTo.Console(
                outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}");

        var others = isSent ? new LoggerProviderCollection() : null;
        if (others is not null)
            log = log.WriteTo.Providers(others);

        Log.Logger = log.CreateLogger();
        builder.Logging.ClearProviders();
        builder.Services.AddSerilog(Log.Logger, dispose: true, others);
    }
}
