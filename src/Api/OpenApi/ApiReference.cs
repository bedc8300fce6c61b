using Incidents.Api.OpenApi.Operations;
using Incidents.Api.Security;
using Scalar.AspNetCore;

namespace Incidents.Api.OpenApi;

/// <summary>The description of the interface, for programs and for people; open to all.</summary>
public static class ApiReference
{
    private const string DocumentPath = "/openapi/v1.json";

    private const string ReferencePath = "/docs";

    /// <summary>The page brings everything with it: a school's network may not let it out, and nobody else
    /// learns who reads it.</summary>
    private const string NothingFromElsewhere =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Maps the document and the page.</summary>
    public static void MapApiReference(this IEndpointRouteBuilder app)
    {
        app.MapGet(DocumentPath, () => Results.Text(ApiDocument.Text, "application/json"))
            .OpenToAll().ExcludeFromDescription();

        app.MapScalarApiReference(ReferencePath, Configure)
            .OpenToAll().ExcludeFromDescription()
            .AddEndpointFilter(async (context, next) =>
            {
                context.HttpContext.Response.Headers.ContentSecurityPolicy = NothingFromElsewhere;
                context.HttpContext.Response.Headers.XContentTypeOptions = "nosniff";

                return await next(context);
            });
    }

    private static void Configure(ScalarOptions options)
    {
        options.WithTitle("Incidents")
            .WithOpenApiRoutePattern(DocumentPath)
            .AddPreferredSecuritySchemes(CommonParts.ApiKey)
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .HideClientButton();
        options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
    }
}
