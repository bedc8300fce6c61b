using System.Net;
using System.Text;

namespace Incidents.Api.Tests.Evidence;

public sealed class KeepingEvidence(School school) : IClassFixture<School>
{
    private static readonly byte[] Names = Encoding.UTF8.GetBytes("Ivy Ashdown, Leo Marchetti");

    [Fact]
    public async Task tells_whose_hands_it_passed_through()
    {
        var (incident, piece) = await Recorded();
        foreach (var name in (string[])["Colin Abara", "Ruth Okoro"])
        {
            (await school.OfficeManager.Posts(incident, $"evidence/{piece}/custody",
                new { to = new { name, role = "Keeper" }, reason = "To be kept in the safe." }))
                .ShouldRecord("evidenceCustodyTransferred");
        }

        var custody = (await school.OfficeManager.Gets($"{incident.Path}/evidence/{piece}"))["custody"]!;
        custody.AsArray().Select(step => step!["to"]!["name"]!.GetValue<string>()).Should()
            .Equal("Colin Abara", "Ruth Okoro");
        var history = await school.Auditor.History(incident);
        history[^1]["changes"]!.AsArray().Select(change => change!["field"]!.GetValue<string>()).Should()
            .Contain($"evidence.{piece}.custody.2.to.name");
        (await school.OfficeManager.Posts(incident, $"evidence/{Guid.NewGuid()}/custody",
            new { to = new { name = "Colin" }, reason = "Safe." })).ShouldBeRefused(404, "no-such-evidence");
    }

    [Fact]
    public async Task finds_out_whether_a_file_is_as_it_was()
    {
        var before = school.Data.Files("evidence");
        var (incident, piece) = await Recorded();
        var file = school.Data.Files("evidence").Except(before).Single();

        (await Verify(incident, piece)).ShouldRecord("evidenceVerified");
        (await State(incident, piece)).Should().Be((true, null));
        var kept = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        kept[^1] ^= 1;
        await File.WriteAllBytesAsync(file, kept, TestContext.Current.CancellationToken);
        (await Verify(incident, piece)).ShouldRecord("evidenceFoundAltered");
        (await State(incident, piece)).Should().Be((false, "altered"));
        File.Delete(file);
        (await Verify(incident, piece)).ShouldRecord("evidenceFoundAltered");
        (await State(incident, piece)).Should().Be((false, "missing"));
    }

    [Fact]
    public async Task goes_on_after_closure_and_for_what_there_is()
    {
        var (incident, piece) = await Recorded();
        var record = await school.OfficeManager.Records(incident);
        (await school.OfficeManager.Verifies(incident, "notAnIncident")).ShouldBe(HttpStatusCode.OK);
        (await school.OfficeManager.Closes(incident)).ShouldBe(HttpStatusCode.OK);

        (await Verify(incident, piece)).ShouldRecord("evidenceVerified");
        (await Verify(incident, record.Id)).ShouldBeRefused(404, "no-such-evidence");
        (await Verify(incident, "none")).ShouldBeRefused(404, "not-found");
        (await school.Auditor.Posts(incident, $"evidence/{piece}/verification"))
            .ShouldBeRefused(403, "not-your-duty", "how-3c");
        (await school.Assistant.Posts(incident, $"evidence/{piece}/verification"))
            .ShouldBeRefused(404, "not-found");
    }

    private Task<Answer> Verify(ReportedIncident incident, string piece) =>
        school.OfficeManager.Posts(incident, $"evidence/{piece}/verification");

    private async Task<(bool AsRecorded, string? Alteration)> State(ReportedIncident incident, string piece)
    {
        var found = (await school.OfficeManager.Gets($"{incident.Path}/evidence/{piece}"))["verification"]!;

        return (found["asRecorded"]!.GetValue<bool>(), found["alteration"]?.GetValue<string>());
    }

    private async Task<(ReportedIncident Incident, string Piece)> Recorded()
    {
        var incident = await school.Reports();
        var recorded = await school.Teacher.Uploads(incident, new(Names));
        recorded.ShouldBe(HttpStatusCode.Created);

        return (incident, recorded.Id);
    }
}
