using System.Globalization;
using System.Runtime.InteropServices;
using Incidents.Api.Hosting.PrivatePostgres;

namespace Incidents.Benchmarks;

/// <summary>What a run was measured on.</summary>
/// <param name="LoadBefore">What the machine had to do before the run began: processes, on average of a
/// minute.</param>
internal sealed record Machine(
    int Cores, string Processor, double MemoryGiB, string System, string DotNet, string PostgreSql,
    double LoadBefore)
{
    /// <summary>This one, now.</summary>
    public static async Task<Machine> Now() => new(
        Environment.ProcessorCount, Line("/proc/cpuinfo", "model name").Split(':')[^1].Trim(), Memory(),
        RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription,
        await PostgreSqlVersion(),
        Number(File.ReadAllText("/proc/loadavg").Split(' ')[0]));

    /// <summary>In a sentence.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Cores} cores ({Processor}), {MemoryGiB:N0} GiB of memory, {System}, {DotNet}, "
        + $"PostgreSQL {PostgreSql}; load before the run {LoadBefore:N1}");

    /// <summary>The same that a private PostgreSQL is of.</summary>
    private static async Task<string> PostgreSqlVersion()
    {
        var programs = PostgresBinaries.Find(Environment.GetEnvironmentVariable)[0];
        var said = await Tool.Run(Path.Combine(programs.Folder, "postgres"), ["--version"]);

        return said.Split(' ', StringSplitOptions.TrimEntries)[2];
    }

    private static double Memory()
    {
        var kib = Line("/proc/meminfo", "MemTotal").Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];

        return Number(kib) / 1024 / 1024;
    }

    private static string Line(string file, string name) => File.ReadLines(file)
        .FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) ?? "";

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
