using System.Globalization;
using Incidents.Api.OpenApi.Operations;
using Incidents.Api.OpenApi.Schemas;
using Microsoft.OpenApi;

namespace Incidents.Api.OpenApi;

/// <summary>The description of the interface as OpenAPI 3.1, from the tables that the service itself is made
/// of.</summary>
public static class ApiDocument
{
    private static readonly Lazy<string> Written = new(Write);

    /// <summary>The document as JSON; the same for every run of a version, and without any host's
    /// name.</summary>
    public static string Text => Written.Value;

    private static string Write()
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        Document().SerializeAsV31(new OpenApiJsonWriter(text));

        return text.ToString() + "\n";
    }

    private static OpenApiDocument Document()
    {
        var document = new OpenApiDocument
        {
            Info = Conventions.Info(),
            Tags = Tags.All.ToHashSet(),
            Paths = [],
            Components = new()
            {
                // Sorted, so that a change shows where it belongs.
                Schemas = new SortedDictionary<string, IOpenApiSchema>(StringComparer.Ordinal),
                Responses = new SortedDictionary<string, IOpenApiResponse>(StringComparer.Ordinal),
                Parameters = CommonParts.Parameters(),
                Headers = CommonParts.Headers(),
                SecuritySchemes = CommonParts.SecuritySchemes(),
            },
        };
        document.Security =
        [
            new() { [new(CommonParts.Token, document)] = [] },
            new() { [new(CommonParts.ApiKey, document)] = [] },
        ];

        var book = new Book(document);
        CommandOperations.Write(book);
        QueryOperations.Write(book);
        FeedOperations.Write(book);
        RetentionOperations.Write(book);
        PolicyOperations.Write(book);
        MatterOperations.Write(book);
        RegisterOperations.Write(book);
        ReportOperations.Write(book);
        RetentionOperations.Write(book);
        DocumentOperations.Write(book);
        AssessmentOperations.Write(book);
        AdministrationOperations.Write(book);
        WebhookOperations.Write(book);
        ImportOperations.Write(book);
        document.RegisterComponents();

        return document;
    }
}
