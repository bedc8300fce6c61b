using System.Text.Json.Nodes;
using Incidents.Domain;

namespace Incidents.Api.Tests.Timescales;

/// <summary>The timescales and the ladder of the default pack once more, written down plainly from the policy
/// and its assumptions, minute by minute. Nothing of the domain is used but the dates of the
/// calendar.</summary>
internal sealed class TheRulesAgain
{
    private const int MinutesADay = 450;
    private static readonly DateTime[] OpenMinutes = [.. Open()];

    private readonly Dictionary<string, Run> _running = new(StringComparer.Ordinal);
    private readonly List<string> _expected = [];
    private string _severity = "";
    private bool _allocated;
    private bool _closed;
    private bool _notified;
    private bool? _toNotify;
    private string _classified = "";
    private DateTime? _outOfDate;
    private DateTime? _aware;

    /// <summary>What the clock must have recorded, each with when it did.</summary>
    public IReadOnlyList<string> Expected => _expected;

    /// <summary>Somebody did something.</summary>
    public void Happens(JsonNode item)
    {
        var at = item["recordedAt"]!.GetValue<DateTime>().ToUniversalTime();
        var data = item["data"]!;
        switch (item["type"]!.GetValue<string>())
        {
            case "incidentReported":
                Start("classification", at, days: 1);
                break;
            case "incidentClassified":
                Classifies(data, at);
                _running.Remove("classification");
                Start("allocation", at, days: 1);
                break;
            case "incidentReclassified":
                Classifies(data, at);
                if (_running.TryGetValue("outcome-reports", out var report))
                    Start("outcome-reports", report.From, DaysToReport);
                break;
            case "investigationAllocated":
                _allocated = true;
                _running.Remove("allocation");
                Start("outcome-reports", at, DaysToReport, anew: true);
                break;
            case "allocationDeclined":
                _allocated = false;
                _running.Remove("outcome-reports");
                Start("allocation", at, days: 1);
                break;
            case "outcomeReportSubmitted":
                _running.Remove("outcome-reports");
                Start("outcome-reports/review", at, days: 5);
                break;
            case "outcomeAssessed" when !data["satisfied"]!.GetValue<bool>():
            case "outcomeReportReturned":
                _running.Remove("outcome-reports/review");
                Start("outcome-reports", at, DaysToReport);
                break;
            case "outcomeReportAccepted":
                _running.Remove("outcome-reports/review");
                break;
            case "breachAwarenessEstablished":
                _aware = data["awareAt"]!.GetValue<DateTime>().ToUniversalTime();
                _toNotify = _outOfDate is null ? _toNotify : null;
                _outOfDate = null;
                CountForTheIco(at);
                break;
            case "icoAssessed":
                _toNotify = data["decision"]!.ToString() is "reportable" or "reportableAndInform";
                _outOfDate = null;
                CountForTheIco(at);
                break;
            case "icoNotified":
                _notified = true;
                CountForTheIco(at);
                break;
            case "remedialActionRecommended" when data["dueOn"] is { } dueOn:
                StartOf(data["actionId"]!.ToString(), at, DateOnly.Parse(dueOn.ToString()));
                break;
            case "remedialActionCompleted":
                _running.Remove($"remedial-actions/completion {data["actionId"]}");
                break;
            case "incidentClosed":
                _closed = true;
                foreach (var step in _running.Keys.Except(_running.Keys.Where(IsOfAPart)).ToArray())
                    _running.Remove(step);
                break;
            case "incidentReopened":
                _closed = false;
                if (_allocated)
                    Start("outcome-reports", at, DaysToReport);
                _outOfDate = _outOfDate is null ? null : at;
                CountForTheIco(at);
                break;
        }
    }

    /// <summary>The clock looks for what is due.</summary>
    public void Sweeps(DateTime now)
    {
        foreach (var (step, run) in _running)
        {
            if (now < run.Warned && now < run.Due)
                continue;

            var due = run.Due.ToString("yyyy-MM-ddTHH:mm");
            if (run.Warned <= now && run.Fired.Add("warned"))
                _expected.Add($"{now:s} timescaleWarned {step} {due}");
            if (run.Due <= now && run.Fired.Add("missed"))
            {
                _expected.Add($"{now:s} timescaleMissed {step} {due}");
                _expected.Add($"{now:s} incidentEscalated {step} {due} headteacher");
            }

            if (run.StillMissed <= now && run.Fired.Add("still-missed"))
            {
                _expected.Add($"{now:s} incidentEscalated {step} {due} chairOfGovernors");
                _expected.Add($"{now:s} incidentEscalated {step} {due} dataProtectionOfficer");
            }
        }
    }

    private static bool IsOfAPart(string step) => step.Contains(' ', StringComparison.Ordinal);

    private int DaysToReport => _severity switch { "minor" => 20, "critical" => 5, _ => 10 };

    /// <summary>What is classified otherwise than it was assessed is to be assessed again.</summary>
    private void Classifies(JsonNode data, DateTime at)
    {
        _severity = data["severity"]!.ToString();
        var now = $"{_severity} {data["kind"]} {data["personalDataInvolved"]}";
        if (_toNotify is not null && now != _classified)
            _outOfDate ??= at;

        _classified = now;
        CountForTheIco(at);
    }

    private void CountForTheIco(DateTime at)
    {
        var hasTime = _running.ContainsKey("ico-notifications") || _aware?.AddHours(72) > at;
        Elapses("ico-assessments", 24, _outOfDate ?? _aware, _toNotify is null || _outOfDate is not null);
        Elapses("ico-notifications", 72, _aware,
            !_notified && (_toNotify is null or true || (_outOfDate is not null && hasTime)));
    }

    private void Elapses(string step, int hours, DateTime? since, bool called)
    {
        if (!called || _aware is null || since is not { } from || _closed)
            _running.Remove(step);
        else if (!_running.TryGetValue(step, out var known) || known.From != from)
            Put(step, from, from.AddHours(hours), from.AddHours(hours * 0.75));
    }

    private void Start(string step, DateTime from, int days, bool anew = false)
    {
        var due = After(from, MinutesADay * days);
        if (!anew && _running.TryGetValue(step, out var known) && known.Due == due)
            return;

        Put(step, from, due, After(from, MinutesADay * days * 0.75));
    }

    private void StartOf(string part, DateTime from, DateOnly dueOn)
    {
        var opens = OpenMinutes[FirstOpen(dueOn.ToDateTime(TimeOnly.MinValue))];
        var due = OpenMinutes[FirstOpen(opens.Date.AddDays(1)) - 1].AddMinutes(1);
        var between = FirstOpen(due) - FirstOpen(from);
        Put($"remedial-actions/completion {part}", from, due,
            due <= from ? due : After(from, between * 0.75));
    }

    private void Put(string step, DateTime from, DateTime due, DateTime warned) =>
        _running[step] = new(from, due, warned, After(due, MinutesADay));

    /// <summary>When so many open minutes have passed.</summary>
    private static DateTime After(DateTime from, double minutes)
    {
        if (minutes <= 0)
            return from;

        var whole = (int)Math.Ceiling(minutes) - 1;

        return OpenMinutes[FirstOpen(from) + whole].AddMinutes(minutes - whole);
    }

    /// <summary>Where the open minutes are that are not before.</summary>
    private static int FirstOpen(DateTime from)
    {
        var at = Array.BinarySearch(OpenMinutes, from);

        return at < 0 ? ~at : at;
    }

    private static IEnumerable<DateTime> Open()
    {
        var calendar = DefaultPack.Create().Calendar;
        for (var day = new DateOnly(2026, 1, 1); day < new DateOnly(2027, 8, 1); day = day.AddDays(1))
        {
            var works = day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
                && (calendar.Terms.Any(term => term.First <= day && day <= term.Last)
                    || calendar.InsetDays.Contains(day))
                && calendar.BankHolidays.All(holiday => holiday.On != day);
            var opens = day.ToDateTime(new(8, 30), DateTimeKind.Utc).AddHours(IsSummerTime(day) ? -1 : 0);
            for (var minute = 0; works && minute < MinutesADay; minute++)
                yield return opens.AddMinutes(minute);
        }
    }

    /// <summary>On a day, when the school is open: the clocks change at night.</summary>
    private static bool IsSummerTime(DateOnly day) =>
        day >= LastSunday(day.Year, 3) && day < LastSunday(day.Year, 10);

    private static DateOnly LastSunday(int year, int month)
    {
        var last = new DateOnly(year, month, 31);

        return last.AddDays(-(int)last.DayOfWeek);
    }

    private sealed record Run(DateTime From, DateTime Due, DateTime Warned, DateTime StillMissed)
    {
        public HashSet<string> Fired { get; } = [];
    }
}
