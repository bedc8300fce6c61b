using Incidents.Application.Commands;
using Incidents.Application.Imports;
using Incidents.Application.Tenants;

namespace Incidents.Api.Hosting;

/// <summary>Takes a paper register over from the command line, while the service runs or not. What is wrong
/// is said row by row, and a file that was cut off is sent again.</summary>
internal static class ImportCommands
{
    private const int Batch = 50;

    private const string Help =
        """
        incidents import FILE [--dry-run] [--encoding windows-1252]   take a paper register over
        incidents import --template                                   write the template: its first row

        INCIDENTS_API_KEY holds an API key of the school, of somebody who is administrator and office
        manager; that person stands on the record as who imported it. Where anything is wrong with any row
        nothing is imported. Cut off, the same file is sent again: what was imported makes nothing new.
        Exit code 0: all is imported; 1: it is not.
        """;

    /// <summary>Does what the arguments say.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(string[] args)
    {
        var dryRun = args.Contains("--dry-run");
        var at = Array.IndexOf(args, "--encoding");
        var encoding = at >= 0 ? args.ElementAtOrDefault(at + 1) : null;
        var asWindows1252 = encoding == "windows-1252";
        var rest = args.Where((arg, index) =>
            arg != "--dry-run" && (at < 0 || (index != at && index != at + 1)));
        switch (rest.ToArray())
        {
            case ["--template"]:
                Console.Out.Write(PaperColumns.Template);
                return 0;
            case [var file] when !file.StartsWith('-') && (at < 0 || encoding is "utf-8" or "windows-1252"):
                var code = 1;
                await Database.WithServices(
                    async services => code = await Import(services, file, asWindows1252, dryRun));
                return code;
            default:
                Console.WriteLine(Help);
                return args is ["--help" or "-h"] ? 0 : 2;
        }
    }

    private static async Task<int> Import(
        IServiceProvider services, string file, bool asWindows1252, bool dryRun)
    {
        var paper = services.GetRequiredService<PaperImport>();
        var caller = await KeyOfTheCommandLine.Caller(services);
        if (!await paper.IsFor(caller, CancellationToken.None)
            || !caller.Actor.Is(Domain.Role.Administrator))
        {
            throw new SettingException(
                "Importing is for an administrator who is also the office manager, or who else holds the "
                + "duty imports in the policy pack; INCIDENTS_API_KEY is a key of somebody else.");
        }

        var reading = await paper.Read(
            caller, await BytesOf(file), asWindows1252, CancellationToken.None);
        var (wrong, alreadyThere) = await paper.Try(caller, reading.Rows, CancellationToken.None);
        var problems = reading.Problems.Concat(wrong).OrderBy(problem => problem.Row).ToArray();
        problems.ToList().ForEach(Write);
        if (problems.Length > 0)
        {
            Console.WriteLine("Nothing was imported. Correct these and run it again.");
            return 1;
        }

        if (!dryRun)
            return await Carry(paper, caller, reading.Rows);

        Console.WriteLine(
            $"{reading.Rows.Count} rows are right: {reading.Rows.Count - alreadyThere} would be imported, "
            + $"{alreadyThere} were before. Nothing was imported now.");

        return 0;
    }

    private static async Task<int> Carry(PaperImport paper, Caller caller, IReadOnlyList<PaperRow> rows)
    {
        var import = new ImportRow(caller.Correlation, caller.Actor.PersonId, [], default, rows.Count);
        var bar = ProgressBar.Of(rows.Count);
        foreach (var batch in rows.Chunk(Batch))
        {
            await paper.Carry(caller, batch, (outcome, problems) => import = import.With(outcome, problems),
                CancellationToken.None);
            bar.Show(import.Done);
        }

        import.Problems.ToList().ForEach(Write);
        Console.WriteLine(
            $"Done: {import.Imported} incidents imported, {import.AlreadyThere} rows were imported before, "
            + $"{import.Refused} were refused.");

        return import.Refused == 0 ? 0 : 1;
    }

    private static async Task<byte[]> BytesOf(string file)
    {
        if (!File.Exists(file))
            throw new SettingException($"There is no file {file}.");

        if (new FileInfo(file).Length > PaperRegisterFile.LargestFile)
            throw new SettingException($"{file} has more than 20 MiB; import it in parts.");

        return await File.ReadAllBytesAsync(file);
    }

    private static void Write(RowProblem problem) => Console.Error.WriteLine(problem switch
    {
        { Row: 0 } => $"The file {problem.Message}",
        { Column: null } => $"Row {problem.Row} {problem.Message}",
        _ => $"Row {problem.Row}, {problem.Column} {problem.Message}",
    });
}

/// <summary>Who acts on the command line, where that is somebody of a school.</summary>
internal static class KeyOfTheCommandLine
{
    private const string Setting = "INCIDENTS_API_KEY";

    /// <summary>Whose key the environment holds.</summary>
    /// <exception cref="SettingException">It holds none, or none that is valid now.</exception>
    public static async Task<Caller> Caller(IServiceProvider services)
    {
        if (Environment.GetEnvironmentVariable(Setting) is not { Length: > 0 } key)
            throw new SettingException($"Set {Setting} to an API key of the school; it says who acts.");

        var keys = services.GetRequiredService<ApiKeys>();
        var opened = await keys.Open(key, CancellationToken.None)
            ?? throw new SettingException($"{Setting} is no key that is valid now.");
        await keys.KeepUse(opened, CancellationToken.None);

        return opened.Caller;
    }
}
