using Incidents.Api.Routes;
using Incidents.Api.Security;
using Microsoft.OpenApi;
using static Incidents.Api.OpenApi.Schemas.AnswerSchemas;

namespace Incidents.Api.OpenApi.Operations;

/// <summary>Parameters and headers that many operations have.</summary>
internal static class CommonParts
{
    /// <summary>The name of the security scheme of API keys.</summary>
    public const string ApiKey = "ApiKey";

    /// <summary>The name of the security scheme of tokens.</summary>
    public const string Token = "Token";

    public static Dictionary<string, IOpenApiParameter> Parameters() => new(StringComparer.Ordinal)
    {
        ["incidentId"] = new OpenApiParameter
        {
            Name = "id",
            In = ParameterLocation.Path,
            Required = true,
            Description = "The incident's id.",
            Schema = Id(),
        },
        ["school"] = Query(ReporterWithoutName.SchoolParameter,
            "The school's public id, which its link to this page has; needless where there is one school.",
            Id()),
        ["receipt"] = new OpenApiParameter
        {
            Name = ReporterWithoutName.ReceiptHeader,
            In = ParameterLocation.Header,
            Required = true,
            Description = "The receipt of the report: 16 digits, in groups if you like. A slip is told at "
                + "once; a receipt that could be one is checked slowly, and not more often than "
                + $"{ReceiptChecks.AMinute} times a minute for each school.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[0-9 -]+$" },
        },
        ["ifMatch"] = Header("If-Match",
            "The version that the command was written against, in quotes as an ETag gives it. Where "
            + "there is another by now, nothing is recorded and the answer is 412. Without it the "
            + "command is judged against the true state.",
            new() { Type = JsonSchemaType.String, Pattern = "^\"[0-9]+\"$", Examples = ["\"7\""] }),
        ["idempotencyKey"] = Header("Idempotency-Key",
            "A name of your own for this request: sent again with the same key, path and body it is answered "
            + "as the first time and nothing is done twice, for 24 hours.",
            new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 200, Pattern = "^[!-~]+$" }),
        ["ifNoneMatch"] = Header("If-None-Match",
            "An ETag; where it still holds, the answer is 304 without a body.",
            new() { Type = JsonSchemaType.String }),
        ["limit"] = Query("limit", "How many items a page has at most.",
            new() { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "500", Default = 50 }),
        ["cursor"] = Query("cursor", "Where the page begins: the `next` of the page before.", Plain()),
        ["version"] = Query("version", "As it stood after this event; not with asOf.", Version()),
        ["asOf"] = Query("asOf",
            "As it stood at this instant; a date is the start of the day at the school. Not with version.",
            Plain()),
    };

    public static Dictionary<string, IOpenApiHeader> Headers() => new(StringComparer.Ordinal)
    {
        ["ETag"] = new OpenApiHeader
        {
            Description = "The version of what is answered, in quotes, to send as If-Match.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^\"[0-9]+\"$" },
        },
        ["Location"] = new OpenApiHeader
        {
            Description = "The path of what was made.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri-reference" },
        },
        ["Content-Disposition"] = new OpenApiHeader
        {
            Description = "To keep it as a file, with the name that it was recorded under.",
            Schema = Plain(),
        },
        ["Repr-Digest"] = new OpenApiHeader
        {
            Description = "The SHA-256 that is on record, to check what arrived (RFC 9530).",
            Schema = Plain(),
        },
        [Freshness.Header] = new OpenApiHeader
        {
            Description = "The latest position of the school's feed that the answer includes for certain, "
                + "with all before it.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "0" },
        },
        ["Retry-After"] = new OpenApiHeader
        {
            Description = "How many seconds to wait before sending it again.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" },
        },
        ["WWW-Authenticate"] = new OpenApiHeader
        {
            Description = "How to say who you are.",
            Schema = Plain(),
        },
    };

    public static Dictionary<string, IOpenApiSecurityScheme> SecuritySchemes() => new(StringComparer.Ordinal)
    {
        [ApiKey] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = Credentials.KeyHeader,
            Description = "A key of the tenant: it says who acts, and with which roles.",
        },
        [Token] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "A token of an OIDC issuer that the service trusts. Its claims say who acts, for "
                + "which tenant and with which roles; which claims, the service's settings say.",
        },
    };

    private static OpenApiParameter Header(string name, string description, OpenApiSchema schema) =>
        new() { Name = name, In = ParameterLocation.Header, Description = description, Schema = schema };

    private static OpenApiParameter Query(string name, string description, OpenApiSchema schema) =>
        new() { Name = name, In = ParameterLocation.Query, Description = description, Schema = schema };
}
