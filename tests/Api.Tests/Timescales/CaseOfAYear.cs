using Incidents.Domain;
using Answer = Incidents.Api.Tests.Fixture.Answer;

namespace Incidents.Api.Tests.Timescales;

/// <summary>An incident of the year, as far as those who act on it know, and what they do.</summary>
/// <param name="chance">Its own, so that a seed gives the same year whoever comes first.</param>
internal sealed class CaseOfAYear(School school, Random chance)
{
    private readonly List<string> _actions = [];
    private readonly List<int> _moments = [];
    private string _status = "reported";
    private Member? _investigator;
    private int _reports;

    public ReportedIncident Incident { get; private set; } = null!;

    /// <summary>For each event that people recorded, where it stands among the sweeps.</summary>
    public IReadOnlyList<int> Moments => _moments;

    /// <summary>In how many minutes somebody does something again: mostly within hours, sometimes after many
    /// days, sometimes never.</summary>
    public int? Pause
    {
        get
        {
            var minutes = chance.Next(10) switch
            {
                0 => 20_000,
                1 or 2 => 6_000,
                _ => 1_000,
            };

            return chance.Next(40) == 0 ? null : chance.Next(1, minutes);
        }
    }

    public async Task IsReported(int moment)
    {
        Incident = await school.Reports();
        _moments.Add(moment);
    }

    /// <summary>Somebody does what may come next, or something that does not.</summary>
    public async Task GoesOn(int moment)
    {
        var answer = await Does(moment);
        ((int)answer.StatusCode).Should().BeLessThan(500, "{0} answers {1}", answer.Asked, answer.Text);
        if ((int)answer.StatusCode >= 300)
            return;

        _status = answer["status"]!.ToString();
        Note(answer, moment);
    }

    private Task<Answer> Does(int moment)
    {
        var (incident, manager) = (Incident, school.OfficeManager);
        var other = chance.Next(10);
        if (other == 0)
            return manager.EstablishesAwareness(incident, school.Clock.InHours(-chance.Next(30)));
        if (other == 1)
            return manager.AssessesForIco(incident, chance.Next(2) == 0 ? "reportable" : "notReportable");
        if (other == 2 && _status != "closed")
            return Recommends();
        if (other == 3 && _actions.Count > 0)
            return manager.Posts(incident, $"remedial-actions/{Taken()}/completion",
                new { outcome = "Done." });
        if (other == 4)
            return manager.NotifiesIco(incident, school.Clock.Now, reasonsForDelay: "It took long.");

        return _status switch
        {
            "reported" => manager.Classifies(incident, AnySeverity(), "yes"),
            "classified" => manager.Allocates(incident, _investigator = AnyInvestigator(), "Again."),
            "allocated" when chance.Next(4) == 0 => _investigator!.Declines(incident),
            "allocated" => _investigator!.Accepts(incident),
            "investigating" => Investigates(moment),
            "outcomeReported" when chance.Next(4) == 0 =>
                manager.Assesses(incident, _reports, satisfied: false),
            "outcomeReported" when chance.Next(2) == 0 => manager.Assesses(incident, _reports),
            "outcomeReported" => manager.Reviews(incident, _reports, accepted: chance.Next(3) > 0),
            "outcomeAccepted" => manager.Closes(incident),
            _ => manager.Reopens(incident),
        };
    }

    private async Task<Answer> Investigates(int moment)
    {
        switch (chance.Next(5))
        {
            case 0:
                return await school.OfficeManager.Classifies(Incident, AnySeverity(), "yes");
            case 1:
                return await school.OfficeManager.Allocates(
                    Incident, _investigator = AnyInvestigator(), "Somebody else has time.");
            case 2:
                return await school.OfficeManager.Records(Incident);
        }

        if (_reports == 0)
            await GoesThroughChecklist(moment);
        var report = await _investigator!.ReportsOutcome(Incident);
        if ((int)report.StatusCode < 300)
            _reports = int.Parse(report.Id);

        return report;
    }

    private async Task GoesThroughChecklist(int moment)
    {
        foreach (var point in Checklist.CanBeRuledOut)
            Note(await school.OfficeManager.RulesOut(Incident, point), moment);
        Note(await school.Headteacher.DoesNotDiscipline(Incident), moment);
    }

    private void Note(Answer answer, int moment) =>
        _moments.AddRange(Enumerable.Repeat(moment, answer.Events.Count));

    private async Task<Answer> Recommends()
    {
        var dueOn = school.Clock.GetUtcNow().AddDays(chance.Next(-3, 30));
        var answer = await school.OfficeManager.RecommendsAction(
            Incident, dueOn: dueOn.ToString("yyyy-MM-dd"));
        if ((int)answer.StatusCode < 300)
            _actions.Add(answer.Id);

        return answer;
    }

    private string AnySeverity() => chance.Next(2) == 0 ? "minor" : "moderate";

    private Member AnyInvestigator() =>
        chance.Next(2) == 0 ? school.LineManager : school.InvestigatingOfficer;

    private string Taken()
    {
        var at = chance.Next(_actions.Count);
        var action = _actions[at];
        _actions.RemoveAt(at);

        return action;
    }
}
