using Incidents.Domain;
using Npgsql;
using NpgsqlTypes;

namespace Incidents.Application.Register;

/// <summary>What is looked for in the register, as conditions on its flat rows (<c>l</c>).</summary>
internal static class RegisterConditions
{
    /// <summary>The conditions, all of which must hold.</summary>
    /// <param name="readsTitles">Who may not read a title may not find it out by searching for it
    /// either.</param>
    public static IEnumerable<string> Of(
        NpgsqlParameterCollection values, RegisterFilter filter, bool readsTitles)
    {
        switch (filter.Part)
        {
            case RegisterPart.Breaches: yield return "l.is_breach"; break;
            case RegisterPart.ForIco: yield return "l.is_for_ico"; break;
            case RegisterPart.Open: yield return "l.is_open"; break;
            case RegisterPart.Incidents: break;
        }

        if (filter.IcoNotified is { } notified)
            yield return notified ? "l.is_notified" : "not l.is_notified";
        if (filter.Holder is { } holder)
        {
            values.AddWithValue("holder", holder);
            yield return "l.holder = @holder";
        }

        foreach (var condition in OfState(values, filter, "l."))
            yield return condition;
        foreach (var condition in OfReport(values, filter, "l."))
            yield return condition;

        if (filter.Text is { } text)
        {
            Text(values, text);
            yield return readsTitles
                ? "(l.title ilike @text or l.reference ilike @text)"
                : "l.reference ilike @text";
        }
    }

    /// <summary>What a line showed, now or at an instant.</summary>
    /// <param name="row">What stands before a column.</param>
    public static IEnumerable<string> OfState(
        NpgsqlParameterCollection values, RegisterFilter filter, string row)
    {
        if (filter.Status.Count > 0)
            yield return OneOf(values, $"{row}status", [.. filter.Status.Select(Words.CamelCase)]);
        if (filter.Severity.Count > 0)
            yield return OneOf(values, $"{row}severity", [.. filter.Severity.Select(Words.CamelCase)]);
        if (filter.Kind.Count > 0)
            yield return OneOf(values, $"{row}kind", [.. filter.Kind.Select(Words.CamelCase)]);
        if (filter.BreachType is { } breachType)
            yield return OneOf(values, $"{row}breach_type", [breachType]);
        if (filter.Investigator is { } investigator)
        {
            values.AddWithValue("investigator", investigator);
            yield return $"{row}investigator = @investigator";
        }

        if (filter.Policy is { } policy)
        {
            values.AddWithValue("policy", policy);
            yield return $"{row}policies @> array[@policy]";
        }
    }

    /// <summary>When it was reported.</summary>
    /// <param name="row">What stands before a column.</param>
    public static IEnumerable<string> OfReport(
        NpgsqlParameterCollection values, RegisterFilter filter, string row)
    {
        if (filter.ReportedFrom is { } from)
        {
            values.AddWithValue("from", from.ToUniversalTime());
            yield return $"{row}reported_at >= @from";
        }

        if (filter.ReportedTo is { } to)
        {
            values.AddWithValue("to", to.ToUniversalTime());
            yield return $"{row}reported_at < @to";
        }
    }

    /// <summary>A part of a text, whatever characters it has.</summary>
    public static void Text(NpgsqlParameterCollection values, string text) =>
        values.AddWithValue("text", NpgsqlDbType.Text, $"%{Escaped(text)}%");

    /// <summary>One word is asked for as such, because then the lines come in the order of an
    /// index.</summary>
    private static string OneOf(NpgsqlParameterCollection values, string column, string[] words)
    {
        var name = column[(column.IndexOf('.', StringComparison.Ordinal) + 1)..];
        values.AddWithValue(name, words is [var word] ? word : words);

        return words is [_] ? $"{column} = @{name}" : $"{column} = any(@{name})";
    }

    /// <summary>The characters that mean something to <c>ilike</c> stand for themselves.</summary>
    private static string Escaped(string text) => text
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal);
}
