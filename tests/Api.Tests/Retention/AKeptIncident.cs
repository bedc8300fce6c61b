using System.Net;
using System.Text;

namespace Incidents.Api.Tests.Retention;

/// <summary>Incidents that are closed, with people, texts and a file, and what the database holds of
/// them.</summary>
internal static class AKeptIncident
{
    public const string Title = "Letter in the wrong tray";

    /// <summary>The shortest way to a closed incident: it turned out to be none.</summary>
    public static async Task<ReportedIncident> HasKept(this School school)
    {
        var incident = await school.Teacher.Reports(new
        {
            title = Title,
            description = "It was about a pupil.",
            peopleInvolved = new object[]
            {
                new { name = "Ivy Ashdown", relation = "affected" },
                new { name = "Wilf Barrow", subject = "wilf.barrow", relation = "witness" },
            },
        });
        (await school.Teacher.Uploads(incident, new Form(Encoding.UTF8.GetBytes("A scan of it"))))
            .ShouldBe(HttpStatusCode.Created);
        (await school.OfficeManager.Verifies(incident, "notAnIncident")).ShouldBe(HttpStatusCode.OK);
        (await school.OfficeManager.Closes(incident)).ShouldBe(HttpStatusCode.OK);

        return incident;
    }

    /// <summary>One whose retention is over.</summary>
    public static async Task<ReportedIncident> HasKeptLongEnough(this School school)
    {
        var incident = await school.HasKept();
        school.Clock.Advance(TimeSpan.FromDays(3 * 366));

        return incident;
    }

    /// <summary>Every byte of the incident's events, in order.</summary>
    public static Task<IReadOnlyList<string>> EventsOf(this School school, ReportedIncident incident) =>
        school.Database.Asks(
            $"select e::text from incidents.mt_events e where stream_id = '{incident.Id}' order by version");

    /// <summary>Whom the report names.</summary>
    public static async Task<Guid> PersonIn(this School school, ReportedIncident incident, int index) =>
        (await school.OfficeManager.Gets(incident.Path))["peopleInvolved"]![index]!["personId"]!
            .GetValue<Guid>();
}
