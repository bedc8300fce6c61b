using System.Globalization;
using System.Text.Json;
using Incidents.Application.Store;

namespace Incidents.Api.Bodies.Shapes;

/// <summary>A value that is written as JSON text, whatever it stands for.</summary>
internal abstract record WrittenShape : Shape
{
    public sealed override void Check(JsonElement value, string pointer, Findings findings)
    {
        if (value.ValueKind != JsonValueKind.String)
            findings.Add(pointer, $"must be {Expectation}.");
        else if (Unicode.Read(value) is not { } text)
            findings.Add(
                pointer, "holds half of a character (a lone surrogate); send whole Unicode characters.");
        else if (Wrong(text) is { } wrong)
            findings.Add(pointer, wrong);
    }

    /// <summary>What is wrong with the text.</summary>
    protected abstract string? Wrong(string text);
}

/// <summary>An id, as the service gave it.</summary>
internal sealed record IdShape : WrittenShape
{
    public override string Expectation => "an id such as 0195b3c2-7d4e-7a10-8f21-3c5d9e0a4b67";

    /// <summary>Whether a text is an id.</summary>
    public static bool Allows(string text) => Guid.TryParseExact(text, "D", out _);

    protected override string? Wrong(string text) => Allows(text) ? null : $"must be {Expectation}.";
}

/// <summary>A moment.</summary>
internal sealed record InstantShape : WrittenShape
{
    public override string Expectation => $"an instant such as {Instants.Example}";

    protected override string? Wrong(string text) => Instants.Read(text, out _);
}

/// <summary>A day of the school's calendar.</summary>
internal sealed record DayShape : WrittenShape
{
    public override string Expectation => $"a date such as {Days.Example}";

    protected override string? Wrong(string text) => Days.Read(text, out _);
}

/// <summary>A time of the school's day.</summary>
internal sealed record TimeOfDayShape : WrittenShape
{
    public override string Expectation => "a local time such as 08:30";

    protected override string? Wrong(string text) => TimeOnly.TryParseExact(
        text, TimeOfDayConverter.Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        ? null
        : $"must be {Expectation}.";
}

/// <summary>An exact number.</summary>
internal sealed record DecimalShape : WrittenShape
{
    public override string Expectation => "a number in quotes, such as \"2.75\"";

    protected override string? Wrong(string text) =>
        DecimalConverter.TryRead(text, out _) ? null : $"must be {Expectation}.";
}
