using System.Net;
using System.Text.RegularExpressions;
using Incidents.Api.Tests.Hosting.PrivatePostgres;

namespace Incidents.Api.Tests.Hosting;

public sealed partial class StartingTheProgramAgain
{
    private const string Key = "the-first-key-of-a-program-that-is-killed";

    [Fact]
    public async Task after_it_was_killed_finds_every_incident_that_was_acknowledged()
    {
        using var data = new DataFolder();
        ReportedIncident incident;
        Answer first;
        string key;
        await using (var program = await ProgramProcess.Start(data, Key))
        {
            program.Output.Should().NotContain(Key);
            var made = await program.With(Key)
                .Posts("/v1/admin/api-keys", new { name = "Office", roles = new[] { "officeManager" } });
            key = made["key"]!.GetValue<string>();
            first = await program.With(key)
                .Posts("/v1/incidents", Tales.LostLaptop, retryKey: "reported-once");
            first.ShouldBe(HttpStatusCode.Created);
            incident = new(first["incidentId"]!.GetValue<Guid>(), first["reference"]!.GetValue<string>());
            (await program.With(key).Uploads(incident, new([1, 2, 3]))).ShouldBe(HttpStatusCode.Created);
            await program.IsKilled();
        }

        await using (var program = await ProgramProcess.Start(data, Key))
        {
            var whole = await program.With(key).Gets(incident.Path);
            whole.ShouldBe(HttpStatusCode.OK);
            whole["title"]!.GetValue<string>().Should().Be("Laptop left on a bus");
            whole["evidence"]!.AsArray().Should().ContainSingle();
            (await program.With(key).Posts("/v1/incidents", Tales.LostLaptop, retryKey: "reported-once")).Body
                .Should().Equal(first.Body);
            (await program.With(key).Classifies(incident)).ShouldRecord("incidentClassified");
            // The line of a request is written once its answer is out.
            await Eventually.IsTrue(() =>
                program.Output.Contains("command ClassifyIncident", StringComparison.Ordinal));
            program.Output.Should().NotContain("Laptop").And.NotContain(key);
        }

        await IsStopped(data);
    }

    [Fact]
    public async Task uses_the_first_key_that_the_first_start_printed_and_prints_no_other()
    {
        using var data = new DataFolder();
        string key;
        await using (var program = await ProgramProcess.Start(data))
        {
            // The key stands some lines below the address at which the program listens.
            await Eventually.IsTrue(() => Printed().IsMatch(program.Output));
            key = Printed().Match(program.Output).Groups["key"].Value;
            key.Length.Should().BeGreaterThan(32);
            (await program.With(key).Gets("/v1/admin/api-keys")).Items.Should().ContainSingle();
        }

        await using (var program = await ProgramProcess.Start(data))
        {
            program.Output.Should().NotMatchRegex(Printed());
            (await program.With(key).Gets("/v1/admin/api-keys")).Items.Should().ContainSingle();
        }

        await IsStopped(data);
    }

    /// <summary>The private PostgreSQL follows its program; its folder can be removed only then.</summary>
    private static Task IsStopped(DataFolder data) =>
        Eventually.IsTrue(() => !File.Exists(Path.Combine(data.Path, "postgres", "data", "postmaster.pid")));

    [GeneratedRegex(@"first API key\s+(?<key>inc_\S+)", RegexOptions.NonBacktracking)]
    private static partial Regex Printed();
}
