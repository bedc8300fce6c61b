using Incidents.Domain;
using Microsoft.OpenApi;

namespace Incidents.Api.OpenApi.Schemas;

/// <summary>The document while it is being written, with the schemas that it names.</summary>
internal sealed class Book
{
    private readonly OpenApiDocument _document;

    public Book(OpenApiDocument document)
    {
        _document = document;
        Bodies = new(this);
        Answers = new(this);
        Steps = new(this);
    }

    /// <summary>Schemas of what is sent.</summary>
    public BodySchemas Bodies { get; }

    /// <summary>Schemas of what is answered.</summary>
    public AnswerSchemas Answers { get; }

    /// <summary>Schemas of an incident and of the parts that its steps give it.</summary>
    public IncidentSchemas Steps { get; }

    private OpenApiComponents Components => _document.Components!;

    /// <summary>A schema that has a name; it is written down where it is first spoken of.</summary>
    public OpenApiSchemaReference Named(string name, Func<OpenApiSchema> write)
    {
        if (!Components.Schemas!.ContainsKey(name))
            Components.Schemas[name] = write();

        return new(name, _document);
    }

    /// <summary>The words of an enum, each with its sentence.</summary>
    public OpenApiSchemaReference Vocabulary(Type type) => Named(type.Name, () => new()
    {
        Type = JsonSchemaType.String,
        Description = string.Join("\n", Enum.GetNames(type)
            .Where(name => DomainWords.Of(type, name) is not null)
            .Select(name => $"- `{Words.CamelCase(name)}`: {DomainWords.Of(type, name)}")
            .Prepend($"{DomainWords.Of(type)}\n")).Trim(),
        Enum = [.. Enum.GetNames(type).Select(Words.CamelCase)],
    });

    /// <summary>A response that has a name.</summary>
    public OpenApiResponseReference Response(string name, Func<OpenApiResponse> write)
    {
        if (!Components.Responses!.ContainsKey(name))
            Components.Responses[name] = write();

        return new(name, _document);
    }

    public OpenApiParameterReference Parameter(string name) => new(name, _document);

    public OpenApiHeaderReference Header(string name) => new(name, _document);

    public OpenApiTagReference Tag(string name) => new(name, _document);

    /// <summary>Writes an operation down under its path.</summary>
    public void Add(HttpMethod method, string path, OpenApiOperation operation)
    {
        if (!_document.Paths.TryGetValue(path, out var item))
            _document.Paths[path] = item = new OpenApiPathItem();

        ((OpenApiPathItem)item).AddOperation(method, operation);
    }
}
