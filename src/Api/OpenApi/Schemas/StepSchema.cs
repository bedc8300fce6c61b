using Microsoft.OpenApi;

namespace Incidents.Api.OpenApi.Schemas;

/// <summary>The schema of what a step gave an incident: the event as it was recorded, with when and by whom,
/// and with what came of it since.</summary>
internal sealed class StepSchema(Book book, string name)
{
    private readonly List<AnswerMember> _first = [];

    private readonly List<AnswerMember> _last = [];

    private Type[] _events = [];

    private HashSet<string> _without = [];

    /// <summary>The events that it may be; what only some of them have is optional.</summary>
    public StepSchema Of(params Type[] events)
    {
        _events = events;

        return this;
    }

    /// <summary>A part is known by its id.</summary>
    public StepSchema By(IOpenApiSchema id)
    {
        _first.Add(new("id", id, IsAlwaysThere: true));

        return this;
    }

    /// <summary>Members of the event that are shown otherwise, or not at all.</summary>
    public StepSchema Without(params string[] names)
    {
        _without = [.. names];

        return this;
    }

    /// <summary>A member that the event does not have.</summary>
    public StepSchema With(string member, IOpenApiSchema schema)
    {
        _last.Add(new(member, schema, IsAlwaysThere: true));

        return this;
    }

    /// <summary>A member that comes later.</summary>
    public StepSchema Later(string member, IOpenApiSchema schema)
    {
        _last.Add(new(member, schema, IsAlwaysThere: false));

        return this;
    }

    /// <summary>The schema under its name.</summary>
    public OpenApiSchemaReference Written() => book.Named(name, () =>
    {
        var schema = AnswerSchemas.Object([.. _first, .. Marks(), .. OfEvents(), .. _last]);
        schema.Description = string.Join(" Or: ", _events.Select(DomainWords.Of).Distinct());

        return schema;
    });

    private IEnumerable<AnswerMember> Marks() =>
    [
        new("version", AnswerSchemas.Version("Which event it is, counted from 1."), IsAlwaysThere: true),
        new("recordedAt", AnswerSchemas.Instant(), IsAlwaysThere: true),
        new("actor", book.Answers.Of(typeof(Application.History.ActorView)), IsAlwaysThere: false),
    ];

    private IEnumerable<AnswerMember> OfEvents() => _events
        .SelectMany(book.Answers.MembersOf)
        .GroupBy(member => member.Name, StringComparer.Ordinal)
        .Where(same => !_without.Contains(same.Key))
        .Select(same => same.First() with
        {
            IsAlwaysThere = same.Count() == _events.Length && same.All(member => member.IsAlwaysThere),
        });
}
