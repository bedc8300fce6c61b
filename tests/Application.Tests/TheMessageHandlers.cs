using JasperFx.CodeGeneration;
using JasperFx.CodeGeneration.Model;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Wolverine;

namespace Incidents.Application.Tests;

public sealed class TheMessageHandlers
{
    private const string Folder = "src/Application/Internal/Generated";

    /// <summary>Nothing else would notice that a handler has changed since: what is committed is called as it
    /// is.</summary>
    [Fact]
    public void are_called_as_they_would_be_if_that_were_written_now()
    {
        var written = Directory.CreateTempSubdirectory();
        try
        {
            Write(written.FullName);

            var files = Directory.GetFiles(written.FullName, "*.cs", SearchOption.AllDirectories)
                .ToDictionary(file => $"{Folder}/{Path.GetRelativePath(written.FullName, file)}",
                    File.ReadAllText);
            files.Should().NotBeEmpty()
                .And.AllSatisfy(file => Generated.Renewed(file.Key, file.Value).Should().Be(file.Value));
            Repository.Files(Folder).Should().BeEquivalentTo(files.Keys);
        }
        finally
        {
            written.Delete(recursive: true);
        }
    }

    private static void Write(string folder)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddLogging();
        builder.Services.AddIncidents(NpgsqlDataSource.Create("Host=nowhere"), folder, certificates: null);
        builder.UseWolverine(messages =>
        {
            ApplicationServices.ConfigureMessages(messages, several: true);
            messages.CodeGeneration.GeneratedCodeOutputPath = folder;
        });
        using var host = builder.Build();

        new DynamicCodeBuilder(host.Services, [.. host.Services.GetServices<ICodeFileCollection>()])
        {
            ServiceVariableSource = host.Services.GetRequiredService<IServiceVariableSource>(),
        }.WriteGeneratedCode(_ => { });
    }
}
