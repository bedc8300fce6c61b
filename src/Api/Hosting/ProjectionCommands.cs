using System.Diagnostics;
using Incidents.Application.Figures;
using Incidents.Application.Projections;
using Incidents.Application.ReportingTables;

namespace Incidents.Api.Hosting;

/// <summary>Shows how the views stand that are built from the record, and builds them again, while the
/// service runs and answers from the rows of before.</summary>
internal static class ProjectionCommands
{
    private const string Help =
        """
        incidents projections list              what there is, and how far behind it is
        incidents projections rebuild VIEW …    these views again from the record; VIEW is one of
                                                snapshots, register, deadlines, tenants, exceptions,
                                                proposals, figures, reporting, or all

        snapshots, register and deadlines are written with each event, and exchanged many incidents at a
        time; so are what stands of each school (tenants), of exceptions from the policy and of proposals
        to change it, one at a time; the sums over the register (figures) and the tables of reporting tools
        (reporting) all at once. The service may run meanwhile: until rows are exchanged it answers from
        those of before. The positions of the change feed are never built again.
        """;

    private const string All = "all";

    private static readonly string[] WrittenWithEvents =
        [.. InlineView.All.Select(view => view.Name), .. MatterView.All.Select(view => view.Name)];

    private static readonly string[] Views = [.. WrittenWithEvents, FigureSums.Name, ReportingRows.Name];

    /// <summary>Does what the arguments say.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> Run(string[] args) => args switch
    {
        ["list"] => Database.WithServices(List),
        ["rebuild", All] => Database.WithServices(services => Rebuild(services, Views)),
        ["rebuild", _, ..] when args[1..].All(Views.Contains) =>
            Database.WithServices(services => Rebuild(services, args[1..])),
        _ => Explain(args is ["--help" or "-h"] ? 0 : 2),
    };

    private static async Task List(IServiceProvider services)
    {
        var statuses = services.GetRequiredService<ProjectionStatuses>();
        var unnumbered = await statuses.Unnumbered(CancellationToken.None);
        foreach (var view in WrittenWithEvents)
            Console.WriteLine($"{view,-10} written with each event");
        Console.WriteLine($"changes    {unnumbered} events have no position yet");
        foreach (var school in await statuses.OfReporting(CancellationToken.None))
        {
            var stopped = school.StoppedAt is { } at
                ? $"; stopped since {at.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z at position {school.Position + 1} "
                    + $"({school.Problem})"
                : "";
            Console.WriteLine(
                $"reporting  {school.Tenant}: {school.Latest - school.Position} events behind{stopped}");
        }
    }

    /// <summary>The views that are written with the event are folded together, because that is read
    /// once.</summary>
    private static async Task Rebuild(IServiceProvider services, string[] names)
    {
        InlineView[] views = [.. InlineView.All.Where(view => names.Contains(view.Name))];
        if (views.Length > 0)
        {
            var watch = Stopwatch.StartNew();
            var done = await services.GetRequiredService<InlineRebuild>().Carry(
                views, Progress, CancellationToken.None);
            Console.WriteLine(
                $"Done: {string.Join(", ", views.Select(view => view.Name))} of {done.Incidents:N0} "
                + $"incidents, {done.Events:N0} events, "
                + $"{done.Events / watch.Elapsed.TotalSeconds:N0} a second.");
        }

        foreach (var view in MatterView.All.Where(view => names.Contains(view.Name)))
        {
            var (built, left) = await services.GetRequiredService<MatterRebuild>().Carry(
                view, CancellationToken.None);
            Console.WriteLine($"Done: {view.Name}, {built:N0} built again, {left:N0} left.");
        }

        if (names.Contains(FigureSums.Name))
        {
            await services.GetRequiredService<FigureSums>().Rebuild(CancellationToken.None);
            Console.WriteLine("Done: the sums over the register are drawn up again.");
        }

        if (names.Contains(ReportingRows.Name))
        {
            await services.GetRequiredService<ReportingRows>().Rebuild(CancellationToken.None);
            Console.WriteLine("Done: the tables of reporting tools are built again.");
        }
    }

    private static void Progress(RebuildProgress progress)
    {
        if (!Console.IsErrorRedirected)
            Console.Error.Write($"\r{progress.Incidents:N0} incidents done, {progress.Left:N0} left   ");
    }

    private static Task<int> Explain(int code)
    {
        Console.WriteLine(Help);

        return Task.FromResult(code);
    }
}
