using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Incidents.Application.Timescales;
using Incidents.Domain;

namespace Incidents.Application.Imports;

/// <summary>The cells of one row, read into what they say. Everything that is wrong with it is said at
/// once.</summary>
/// <param name="number">As a spreadsheet counts.</param>
internal sealed class PaperCells(
    int number, IReadOnlyDictionary<string, int> columns, string[] cells, SchoolCalendar calendar)
{
    private const int MostItems = 200;
    private const int EarliestYear = 1980;

    private static readonly string[] Days = ["yyyy-MM-dd", "d/M/yyyy"];

    private static readonly string[] Moments =
    [
        "yyyy-MM-dd H:mm", "yyyy-MM-dd H:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss",
        "d/M/yyyy H:mm", "d/M/yyyy H:mm:ss",
    ];

    private static readonly Dictionary<string, int> Longest = typeof(ImportIncident).GetProperties()
        .Select(member => (member.Name, Limit: member.GetCustomAttribute<MaxLengthAttribute>()?.Length))
        .Where(member => member.Limit is not null)
        .ToDictionary(member => Words.CamelCase(member.Name), member => member.Limit!.Value);

    private readonly List<RowProblem> _problems = [];

    public int Number => number;

    public IReadOnlyList<RowProblem> Problems => _problems;

    /// <summary>The row; nothing where something is wrong with it.</summary>
    public ImportIncident? Read()
    {
        var last = columns.Values.Max();
        if (cells.Skip(last + 1).Any(cell => cell.Length > 0))
            Wrong(null, "has more cells than there are columns; put a cell with a comma in quotes.");

        foreach (var (at, _) in cells.Take(last).Index().Where(cell =>
            cell.Item.Length > 0 && !columns.Values.Contains(cell.Index)))
        {
            Wrong(null, $"has something in column {at + 1}, which has no name in the first row; name it as "
                + "the template does, or empty it.");
        }

        foreach (var name in PaperColumns.Required.Where(name => Cell(name) is null))
            Wrong(name, "is empty; every row needs it.");

        var reportedOn = Moment("reportedOn");
        var closedOn = Moment("closedOn");
        var read = new ImportIncident
        {
            PaperReference = Text("paperReference") ?? "",
            Title = Text("title") ?? "",
            ReportedOn = reportedOn!,
            ClosedOn = closedOn!,
            Outcome = Text("outcome") ?? "",
            Kind = Word<IncidentKind>("kind"),
            Severity = Word<Severity>("severity"),
            OccurredOn = Moment("occurredOn"),
            DiscoveredOn = Moment("discoveredOn"),
            Description = Text("description"),
            Location = Text("location"),
            BreachType = Text("breachType"),
            InformationPolicies = List("informationPolicies", 100),
            PersonalDataInvolved = Word<Answer>("personalDataInvolved"),
            ReportedBy = Named("reportedBy"),
            PeopleInvolved = Involved(),
            InvestigatedBy = Named("investigatedBy"),
            IcoNotified = Word<Answer>("icoNotified"),
            IcoNotifiedOn = Moment("icoNotifiedOn"),
            IcoReference = Text("icoReference"),
            IcoReason = Text("icoReason"),
            PeopleInformed = Word<Answer>("peopleInformed"),
            PeopleInformedOn = Moment("peopleInformedOn"),
            RemedialActionTaken = Text("remedialActionTaken"),
            Lessons = Text("lessons"),
        };

        return _problems.Count == 0 ? read : null;
    }

    private string? Cell(string column) =>
        columns.TryGetValue(column, out var at) && at < cells.Length
        && cells[at].Trim() is { Length: > 0 } cell
            ? cell
            : null;

    private string? Text(string column) =>
        Checked(column, Cell(column), Longest.GetValueOrDefault(column, 200));

    private string? Checked(string column, string? text, int longest)
    {
        if (text?.Length > longest)
            Wrong(column, $"is {text.Length} characters long; shorten it to {longest} at most.");
        else if (text?.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t')) == true)
            Wrong(column, "has a control character in it; type the cell anew.");

        return text;
    }

    private List<string>? List(string column, int longest)
    {
        if (Cell(column) is not { } cell)
            return null;

        var items = cell.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (items.Length > MostItems)
            Wrong(column, $"has more than {MostItems} items; keep the first of them.");

        return [.. items.Take(MostItems).Select(item => Checked(column, item, longest)!)];
    }

    private Person? Named(string column) => Text(column) is { } name ? new(name) : null;

    private List<InvolvedPerson>? Involved()
    {
        InvolvedPerson[] people =
        [
            .. Of("peopleInvolved", Relation.Involved), .. Of("witnesses", Relation.Witness),
            .. Of("peopleAffected", Relation.Affected),
        ];

        return people.Length == 0 ? null : [.. people];

        IEnumerable<InvolvedPerson> Of(string column, Relation relation) =>
            (List(column, 200) ?? []).Select(name => new InvolvedPerson(name, Subject: null, relation));
    }

    /// <summary>A word of the contract, however it is capitalised and spaced.</summary>
    private T? Word<T>(string column)
        where T : struct, Enum
    {
        if (Cell(column) is not { } cell)
            return null;

        var plain = string.Concat(cell.Where(char.IsAsciiLetter));
        foreach (var word in Enum.GetValues<T>())
        {
            if (word.ToString().Equals(plain, StringComparison.OrdinalIgnoreCase))
                return word;
        }

        Wrong(column,
            $"is one of {string.Join(", ", Enum.GetValues<T>().Select(word => Words.CamelCase(word)))}.");

        return null;
    }

    private PaperMoment? Moment(string column)
    {
        if (Cell(column) is not { } cell)
            return null;

        var hasTime = DateTime.TryParseExact(
            cell, Moments, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment);
        if (!hasTime && !DateTime.TryParseExact(
            cell, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out moment))
        {
            Wrong(column, cell.All(char.IsAsciiDigit)
                ? "is a number, as a spreadsheet keeps dates inside; show the column as dates, and save "
                    + "again."
                : "is no date: write day/month/year with four digits of the year, as in 03/02/2019, or "
                    + "2019-02-03; with a time if need be, as in 03/02/2019 14:30, by the school's clock.");
            return null;
        }

        if (moment.Year < EarliestYear)
        {
            Wrong(column, $"lies before {EarliestYear}; check the year.");
            return null;
        }

        var (day, time) = (DateOnly.FromDateTime(moment), TimeOnly.FromDateTime(moment));
        if (hasTime)
            time = new(time.Hour, time.Minute);

        return new(day, hasTime ? time : null,
            TimeZones.At(calendar.TimeZone, day, time).ToUniversalTime());
    }

    private void Wrong(string? column, string message) => _problems.Add(new(number, column, message));
}
