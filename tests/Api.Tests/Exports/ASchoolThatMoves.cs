using Incidents.Api.Hosting;
using Incidents.Application.Exports;
using Incidents.Application.PersonalData;
using Incidents.Application.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Incidents.Api.Tests.Exports;

/// <summary>A school, a folder for its export, and an installation in which nothing is yet.</summary>
public sealed class ASchoolThatMoves(TestCluster cluster) : IAsyncLifetime
{
    public const string Passphrase = "a passphrase for the tests of an export";

    private readonly DataFolder _exports = new();

    public School School { get; } = new(cluster);

    /// <summary>The data folder of the other installation.</summary>
    public DataFolder There { get; } = new();

    /// <summary>The database of the other installation.</summary>
    public TestDatabase Database { get; private set; } = null!;

    public string Folder => Path.Combine(_exports.Path, "export");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ServiceSettings Settings => new(
        There.Path, Database.Service, OwnerConnectionString: null, School.FirstKey, School.LargestEvidence);

    public async ValueTask InitializeAsync()
    {
        await School.InitializeAsync();
        Database = await cluster.MakeDatabase();
    }

    public async ValueTask DisposeAsync()
    {
        await School.DisposeAsync();
        await Database.Drop();
        _exports.Dispose();
        There.Dispose();
    }

    public async Task Exports()
    {
        var caller = await School.Services.GetRequiredService<ApiKeys>().Open(School.FirstKey, Cancel);
        await School.Services.GetRequiredService<TenantExport>().Carry(
            caller!.Caller, Folder, InstallationSecrets.FolderIn(School.Data.Path), Passphrase, _ => { },
            Cancel);
    }

    public async Task Loads(string passphrase = Passphrase, bool cutOff = false)
    {
        await using var database = await Api.Hosting.Database.Open(Settings, _ => { }, Cancel);
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddSingleton<TimeProvider>(School.Clock);
        await using var app = Service.Build(builder, Settings, database);
        await app.Services.GetRequiredService<TenantLoad>().Carry(
            Folder, InstallationSecrets.FolderIn(There.Path), passphrase,
            _ => { if (cutOff) throw new OperationCanceledException(); }, Cancel);
    }

    /// <summary>The service of the other installation.</summary>
    public Task<RunningService> Starts() => RunningService.Start(Settings, School.Clock, new());
}
