using System.Globalization;
using Incidents.Api.Bodies;
using Incidents.Api.Security;
using Incidents.Application.Policy;
using Incidents.Application.Timescales;
using Incidents.Domain;

namespace Incidents.Api.Routes;

/// <summary>Reads the parameters of a query, and says everything that is wrong with them at once.</summary>
public sealed class QueryStrings(HttpRequest request)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<FieldProblem> _problems = [];

    /// <summary>What is wrong, an unknown parameter included.</summary>
    public IReadOnlyList<FieldProblem> Problems =>
    [
        .. _problems,
        .. request.Query.Keys.Where(name => !_known.Contains(name)).Select(name => new FieldProblem(
            $"/{name}",
            $"is not a parameter here; it takes {string.Join(", ", _known.Order(StringComparer.Ordinal))}.")),
    ];

    /// <summary>A text.</summary>
    public string? Text(string name)
    {
        _known.Add(name);
        if (request.Query[name] is not [{ Length: > 0 } value])
            return request.Query.ContainsKey(name)
                ? Wrong<string>(name, "is given once, and not empty.")
                : null;

        return value.Contains('\0', StringComparison.Ordinal)
            ? Wrong<string>(name, "holds a character that no text has.")
            : value;
    }

    /// <summary>One or more words, separated by commas.</summary>
    public IReadOnlyList<TEnum> Words<TEnum>(string name)
        where TEnum : struct, Enum
    {
        var words = (Text(name) ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var vocabulary = Enum.GetValues<TEnum>()
            .ToDictionary(Domain.Words.CamelCase, value => value, StringComparer.Ordinal);
        if (words.Any(word => !vocabulary.ContainsKey(word)))
        {
            _problems.Add(new(
                $"/{name}", $"is one or more of {string.Join(", ", vocabulary.Keys)}, separated by commas."));
            return [];
        }

        return [.. words.Select(word => vocabulary[word]).Distinct()];
    }

    /// <summary>An id.</summary>
    public Guid? Id(string name) => Text(name) is not { } text ? null
        : Guid.TryParseExact(text, "D", out var id) ? id
        : WrongValue<Guid>(name, "is an id like 0198c0de-0000-7000-8000-000000000000.");

    /// <summary>Yes or no.</summary>
    public bool? YesNo(string name) => Text(name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => WrongValue<bool>(name, "is true or false."),
    };

    /// <summary>A whole number within bounds.</summary>
    public long? Number(string name, long least, long most) => Text(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most ? number
        : WrongValue<long>(name, $"is a whole number from {least} to {most}.");

    /// <summary>How many items a page has at most.</summary>
    public int Limit() => (int)(Number("limit", 1, Queries.LargestPage) ?? Queries.UsualPage);

    /// <summary>An instant, or a day that stands for its first instant by the school's clock.</summary>
    /// <param name="endOfDay">Whether a day stands for the first instant after it instead.</param>
    public async Task<DateTimeOffset?> Instant(string name, bool endOfDay = false)
    {
        if (Text(name) is not { } text)
            return null;

        if (text.Length > Days.Example.Length)
        {
            // In an address a plus sign that was not escaped arrives as a space.
            return Instants.Read(text.Replace(' ', '+'), out var instant) is { } wrong
                ? WrongValue<DateTimeOffset>(name, wrong)
                : instant;
        }

        return Days.Read(text, out var day) is { } wrongDay
            ? WrongValue<DateTimeOffset>(name, wrongDay)
            : TimeZones.At(await SchoolsZone(), endOfDay ? day.AddDays(1) : day, TimeOnly.MinValue);
    }

    /// <summary>Notes a problem that only its reader can see.</summary>
    public void Add(string name, string message) => _problems.Add(new($"/{name}", message));

    private async Task<string> SchoolsZone()
    {
        var http = request.HttpContext;
        var (_, pack, _) = await http.RequestServices.GetRequiredService<PackList>()
            .InForce(http.Caller(), http.RequestAborted);

        return pack.Calendar.TimeZone;
    }

    private T? Wrong<T>(string name, string message)
        where T : class
    {
        Add(name, message);

        return null;
    }

    private T? WrongValue<T>(string name, string message)
        where T : struct
    {
        Add(name, message);

        return null;
    }
}
