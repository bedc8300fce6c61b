using System.Net;
using Incidents.Api.Tests.OpenApi;

namespace Incidents.Api.Tests.Security.Matrix;

public sealed class WhoMayDoWhatInConflict(School school) : IClassFixture<School>
{
    private static readonly MatrixTable Table = MatrixTable.Read("conflicts.md");

    public static TheoryData<string> Situations =>
        [.. Table.Rows.Select(row => row.Path).Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Situations))]
    public async Task of_interest_is_as_the_table_says(string situation)
    {
        var incident = await Happens(situation);
        var wrong = new List<string>();
        foreach (var row in Table.Rows.Where(row => row.Path == situation))
        {
            var (step, cells) = (row.Cells[0], row.Cells.Skip(1));
            foreach (var (column, expected) in Table.Columns.Skip(1).Zip(cells))
            {
                var answer = await Asks(The(column), incident, step);
                if (Cells.Of(answer, isOfAnIncident: true) is var cell && cell != expected)
                    wrong.Add($"{situation}: {column}, {step}: {expected}, but is answered {cell}");
            }
        }

        string.Join('\n', wrong).Should().BeEmpty();
    }

    private async Task<ReportedIncident> Happens(string situation)
    {
        switch (situation)
        {
            case "nothing particular":
                return await school.Reports();
            case "concerns the office manager":
                return await Concerning("officeManager");
            case "concerns the headteacher":
                return await Concerning("headteacher");
            case "concerns office manager and headteacher":
                return await Concerning("officeManager", "headteacher");
            case "was told to the chair":
                return await ToldToTheChair();
            case "the chair let the headteacher in":
                var told = await ToldToTheChair();
                (await school.Chair.LetsIn(told, "headteacher")).ShouldBe(HttpStatusCode.Created);
                return told;
            case "the office manager is involved":
                return await school.Teacher.Reports(About(school.OfficeManager, "involved"));
            case "the office manager saw it":
                return await school.Teacher.Reports(About(school.OfficeManager, "witness"));
            case "the office manager reported it":
                return await school.OfficeManager.Reports(Tales.LostLaptop);
            case "the headteacher stood in to classify":
                var stoodIn = await school.Reports();
                (await school.Headteacher.Posts(stoodIn, "stand-ins", new
                {
                    duty = "classification",
                    reason = "The office manager is ill.",
                })).ShouldBe(HttpStatusCode.Created);
                return stoodIn;
            case "an integration reported it":
                return await school.MailFilter.Reports(Tales.LostLaptop);
            case "the deputy reported their own mistake":
                return await school.Deputy.Reports(About(school.Deputy, "involved"));
            case "all stand-ins are shut out":
                return await school.Teacher.Reports(
                    About(school.ProtectionOfficer, "involved",
                        "officeManager", "headteacher", "chairOfGovernors"));
            default:
                throw new InvalidOperationException($"conflicts.md tells of '{situation}'.");
        }
    }

    private Task<ReportedIncident> Concerning(params string[] roles) =>
        school.Teacher.Reports(new { title = "Lists are sent around", concernsRoles = roles });

    private Task<ReportedIncident> ToldToTheChair() =>
        school.Teacher.Reports(new { title = "Told to the chair", reportTo = "chairOfGovernors" });

    private static object About(Member member, string relation, params string[] concernsRoles) => new
    {
        title = "Laptop left on a bus",
        peopleInvolved = new[] { new { name = member.Name, subject = member.Subject, relation } },
        concernsRoles,
    };

    private Member The(string column) => column switch
    {
        "reporter" => school.Teacher,
        "integr" => school.MailFilter,
        "deputy" => school.Deputy,
        "office" => school.OfficeManager,
        "head" => school.Headteacher,
        "chair" => school.Chair,
        "dpo" => school.ProtectionOfficer,
        "auditor" => school.Auditor,
        _ => throw new InvalidOperationException($"Nobody is in column {column}."),
    };

    private static Task<Answer> Asks(Member member, ReportedIncident incident, string step) => step switch
    {
        "read" => member.Gets(incident.Path),
        "checklist" => member.Gets($"{incident.Path}/checklist"),
        _ => member.Posts($"{incident.Path}/{step}",
            Description.Find("POST", $"{incident.Path}/{step}").BodyExamples!.First().Value!["value"],
            ifMatch: Cells.NoVersion),
    };
}
