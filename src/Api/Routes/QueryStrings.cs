using System.Globalization;
using Incidents.Domain;

namespace Incidents.Api.Routes;

/// <summary>Reads the parameters of a query, and says everything that is wrong with them at once.</summary>
public sealed class QueryStrings(HttpRequest request)
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly List<FieldProblem> problems = [];

    /// <summary>What is wrong, an unknown parameter included.</summary>
    public IReadOnlyList<FieldProblem> Problems =>
    [
        .. problems,
        .. request.Query.Keys.Where(name => !known.Contains(name)).Select(name => new FieldProblem(
            $"/{name}",
            $"is not a parameter here; it takes {string.Join(", ", known.Order(StringComparer.Ordinal))}.")),
    ];

    /// <summary>A text.</summary>
    public string? Text(string name)
    {
        known.Add(name);
        if (request.Query[name] is not [{ Length: > 0 } value])
            return request.Query.ContainsKey(name)
                ? Wrong<string>(name, "is given once, and not empty.")
                : null;

        return value.Contains('\0', StringComparison.Ordinal)
            ? Wrong<string>(name, "holds a character that no text has.")
            : value;
    }

    /// <summary>One or more words, parted by commas.</summary>
    public IReadOnlyList<TEnum> Words<TEnum>(string name)
        where TEnum : struct, Enum
    {
        var words = (Text(name) ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var vocabulary = Enum.GetValues<TEnum>()
            .ToDictionary(Domain.Words.CamelCase, value => value, StringComparer.Ordinal);
        if (words.Any(word => !vocabulary.ContainsKey(word)))
        {
            problems.Add(new(
                $"/{name}", $"is one or more of {string.Join(", ", vocabulary.Keys)}, parted by commas."));
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

    /// <summary>An instant, or a date that stands for its first instant in UTC.</summary>
    /// <param name="endOfDate">Whether a date stands for the instant after its last instead.</param>
    public DateTimeOffset? Instant(string name, bool endOfDate = false)
    {
        if (Text(name) is not { } text)
            return null;

        if (DateOnly.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date.Year is >= 1900 and <= 2200)
        {
            return new DateTimeOffset(date.AddDays(endOfDate ? 1 : 0), TimeOnly.MinValue, TimeSpan.Zero);
        }

        // In an address a plus sign that was not escaped arrives as a space.
        var written = text.Replace(' ', '+');

        return HasOffset(written)
            && DateTimeOffset.TryParse(
                written, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            && instant.Year is >= 1900 and <= 2200
                ? instant.ToUniversalTime()
                : WrongValue<DateTimeOffset>(name, "is an instant like 2026-03-01T09:00:00Z.");
    }

    /// <summary>Notes a problem that only its reader can see.</summary>
    public void Add(string name, string message) => problems.Add(new($"/{name}", message));

    private static bool HasOffset(string text) =>
        text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');

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
