using Incidents.Api.OpenApi.Schemas;
using Incidents.Api.Problems;
using Incidents.Api.Routes;
using Incidents.Application.Imports;
using Incidents.Domain;
using Microsoft.OpenApi;
using static Incidents.Api.OpenApi.Schemas.AnswerSchemas;

namespace Incidents.Api.OpenApi.Operations;

/// <summary>How old incidents come along from paper registers.</summary>
internal static class ImportOperations
{
    /// <summary>Describes each route.</summary>
    public static void Write(Book book)
    {
        book.Add(HttpMethod.Post, ImportRoutes.Path, Take(book));
        book.Add(HttpMethod.Get, $"{ImportRoutes.Path}/{{id}}", Show(book));
    }

    /// <summary>Of a line of a register.</summary>
    public static OpenApiSchema ImportedAt() => new()
    {
        Type = JsonSchemaType.String,
        Format = "date-time",
        Description = "When it was taken over from a paper register; not there where it was reported here.",
    };

    private static OpenApiOperation Take(Book book)
    {
        var operation = Operation(book, "importPaperRegister", DomainWords.Of(typeof(ImportIncident))!);
        operation.Description += " The body is a CSV whose first row names the columns: "
            + $"{string.Join(", ", PaperColumns.All.Select(column => $"`{column}`"))}; every row fills "
            + $"{string.Join(", ", PaperColumns.Required.Select(column => $"`{column}`"))}. Dates are "
            + "`03/02/2019` or `2019-02-03`, with a time if need be, by the school's clock; lists are parted "
            + $"by semicolons. It has {PaperRegisterFile.MostRows} rows and 20 MiB at most. Where anything "
            + "is wrong with any row nothing is imported, and `errors` names row and column. A row whose "
            + "`paperReference` was imported before makes nothing new, so that a file can be sent again.";
        operation.Parameters!.Add(book.Parameter("idempotencyKey"));
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "dryRun",
            In = ParameterLocation.Query,
            Description = "`true`: say what would be imported and what is wrong, and record nothing.",
            Schema = YesNo(),
        });
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["text/csv"] = new()
                {
                    Schema = Plain("In UTF-8, or in Windows-1252 where the media type says so."),
                },
            },
        };
        operation.Answer(book, 200, "What would be imported; nothing was.", book.Named(
            "ImportTried", () => Object(
                new("dryRun", YesNo(), true),
                new("rows", Number("How many rows there are."), true),
                new("alreadyThere", Number("Rows that were imported before."), true),
                new("wouldImport", Number("Rows that would make an incident."), true),
                new("problems", List(Problem(book)), true),
                new("moreProblems", Number("How many more there are than are listed."), true))),
            Embedded.Example("Imports")["tried"]!.DeepClone());
        operation.Answer(book, 202, "Taken on, and stored; it goes on behind this answer.", Import(book),
            Embedded.Example("Imports")["import"]!.DeepClone(), "Location");
        operation.Refuse(book,
            [.. AdministrationOperations.OfEveryOne, .. AdministrationOperations.OfABody]);

        return operation;
    }

    private static OpenApiOperation Show(Book book)
    {
        var operation = Operation(book, "getImport", "How an import stands.");
        operation.Parameters!.Add(new OpenApiParameter
        {
            Name = "id",
            In = ParameterLocation.Path,
            Required = true,
            Description = "The import's id.",
            Schema = Id(),
        });
        operation.Answer(book, 200, "How far it has come.", Import(book),
            Embedded.Example("Imports")["import"]!.DeepClone());
        operation.Refuse(book, [.. AdministrationOperations.OfEveryOne, GeneralProblems.NotFound]);

        return operation;
    }

    private static OpenApiSchemaReference Import(Book book) => book.Named("Import", () => Object(
        new("importId", Id(), true),
        new("state", new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Description = "Whether rows are still to be dealt with.",
            Enum = ["running", "finished"],
        }, true),
        new("startedAt", Instant(), true),
        new("finishedAt", Instant(), false),
        new("startedBy", Id(), true),
        new("rows", Number("How many rows it has."), true),
        new("done", Number("Rows that were dealt with."), true),
        new("imported", Number("Rows that made an incident."), true),
        new("alreadyThere", Number("Rows that had made one before, or whose incident was erased."), true),
        new("refused", Number("Rows that made none."), true),
        new("problems", List(Problem(book)), true)));

    private static OpenApiSchemaReference Problem(Book book) => book.Named("ImportProblem", () => Object(
        new("row", Number("As a spreadsheet counts, the columns' names being row 1; 0: the file."), true),
        new("column", Plain("Not there: the row as a whole."), false),
        new("message", Plain("What is wrong, and what to do."), true)));

    private static OpenApiSchema Number(string description)
    {
        var number = WholeNumber(large: false);
        number.Description = description;

        return number;
    }

    private static OpenApiOperation Operation(Book book, string id, string summary)
    {
        var operation = Answering.Operation(
            book, Tags.Administration, id, summary, Points.Why1, Points.Must5);
        operation.Description = $"For the role `{Words.CamelCase(Role.Administrator)}`, where it also holds "
            + $"the duty `imports`, by default as `{Words.CamelCase(Role.OfficeManager)}`.";
        operation.Extensions!["x-roles"] = Answering.Words([Words.CamelCase(Role.Administrator)]);

        return operation;
    }
}
