using Incidents.Application.Projections;
using Incidents.Application.Register;
using Incidents.Application.ReportingTables;

namespace Incidents.Api.Hosting;

/// <summary>Shows how the views stand that are built from the record, and builds them again, while the
/// service
/// runs and answers from the rows of before.</summary>
internal static class ProjectionCommands
{
    private const string Help =
        """
        incidents projections list              what there is, and how far behind it is
        incidents projections rebuild reporting the tables of reporting tools, again from the record, all at
                                                once
        incidents projections rebuild register  the lines of the register, one after the other

        The service may run meanwhile; until a rebuild is done it answers from the rows of before. The
        positions of the change feed are never built again.
        """;

    /// <summary>Does what the arguments say.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> Run(string[] args) => args switch
    {
        ["list"] => Database.WithServices(List),
        ["rebuild", ReportingRows.Name] => Database.WithServices(RebuildReporting),
        ["rebuild", "register"] => Database.WithServices(RebuildRegister),
        _ => Explain(args is ["--help" or "-h"] ? 0 : 2),
    };

    private static async Task List(IServiceProvider services)
    {
        var statuses = services.GetRequiredService<ProjectionStatuses>();
        var unnumbered = await statuses.Unnumbered(CancellationToken.None);
        Console.WriteLine("register   written with each event");
        Console.WriteLine("deadlines  written with each event");
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

    private static async Task RebuildReporting(IServiceProvider services)
    {
        await services.GetRequiredService<ReportingRows>().Rebuild(CancellationToken.None);
        Console.WriteLine("Done: the tables of reporting tools are built again.");
    }

    private static async Task RebuildRegister(IServiceProvider services)
    {
        var lines = await services.GetRequiredService<RegisterRebuild>().Carry(CancellationToken.None);
        Console.WriteLine($"Done: {lines} lines of the register are written again.");
    }

    private static Task<int> Explain(int code)
    {
        Console.WriteLine(Help);

        return Task.FromResult(code);
    }
}
