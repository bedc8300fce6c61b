using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Incidents.Api.Tests.Hosting.PrivatePostgres;

namespace Incidents.Api.Tests.Hosting;

/// <summary>The real program in a process of its own, with a private PostgreSQL
/// in its folder of data, or over a database that is there.</summary>
internal sealed partial class ProgramProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private HttpClient? _http;

    private ProgramProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <param name="bootstrapKey">The first key; none: the program makes one.</param>
    /// <param name="database">How to connect to a database; none: the program starts its own.</param>
    /// <param name="sweepEvery">Seconds between two looks for deadlines that have come due.</param>
    /// <param name="webhooksNearby">Whether webhooks may be on this machine.</param>
    /// <param name="settings">What else is set.</param>
    public static async Task<ProgramProcess> Start(
        DataFolder data, string? bootstrapKey = null, string? database = null, string? sweepEvery = null,
        bool webhooksNearby = false, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo(
            "dotnet", [typeof(Program).Assembly.Location, "--urls=http://127.0.0.1:0"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["INCIDENTS_DATA"] = data.Path;
        start.Environment["INCIDENTS_BOOTSTRAP_KEY"] = bootstrapKey;
        start.Environment["ConnectionStrings__Incidents"] = database;
        start.Environment["Timescales__SweepEvery"] = sweepEvery;
        start.Environment["Webhooks__AllowHttp"] = webhooksNearby ? "true" : null;
        start.Environment["Webhooks__AllowPrivateAddresses"] = webhooksNearby ? "true" : null;
        foreach (var (name, value) in settings)
            start.Environment[name] = value;

        var program = new ProgramProcess(Process.Start(start)!);
        await Eventually.IsTrue(() => Listening().IsMatch(program.Output) || program._process.HasExited);
        program.Output.Should().MatchRegex(Listening());
        program._http =
            new HttpClient { BaseAddress = new(Listening().Match(program.Output).Groups["url"].Value) };

        return program;
    }

    public Nobody Nobody => new(_http!);

    /// <summary>Follows the feed as server-sent events, from its beginning.</summary>
    public async Task<HttpResponseMessage> Streams(string key)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, new Uri("/v1/changes?after=0", UriKind.Relative));
        request.Headers.Add("X-API-Key", key);
        request.Headers.Accept.Add(new("text/event-stream"));

        return await _http!.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public Member With(string key) => new(_http!, "", "", [], key);

    /// <summary>Kills it as a power cut would: nothing is finished, nothing is put away.</summary>
    public async Task IsKilled()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }

    [GeneratedRegex(@"Incidents listens on (?<url>http://\S+)", RegexOptions.NonBacktracking)]
    private static partial Regex Listening();
}
