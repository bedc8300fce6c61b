using Incidents.Api.Security;

namespace Incidents.Api.Problems;

/// <summary>Where problems join the service.</summary>
public static class ProblemsOfTheService
{
    /// <summary>Answers every refusal and every exception of what comes after it with a problem.</summary>
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app) =>
        app.UseMiddleware<ProblemsMiddleware>();

    /// <summary>The pages that explain the codes.</summary>
    public static IEndpointRouteBuilder MapProblems(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/problems", ProblemPages.AllOf).OpenToAll().ExcludeFromDescription();
        routes.MapGet("/problems/{code}", ProblemPages.One).OpenToAll().ExcludeFromDescription();

        return routes;
    }
}
