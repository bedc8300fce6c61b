using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Incidents.Api.Tests.Evidence;

public sealed class HandingOutAFile(School school) : IClassFixture<School>
{
    private static readonly byte[] Names = Encoding.UTF8.GetBytes("Ivy Ashdown, Leo Marchetti");

    [Fact]
    public async Task gives_back_what_was_recorded_as_a_file_and_as_nothing_else()
    {
        var (_, content) = await Recorded(new(Names, "year 3.txt"));
        var answer = await school.OfficeManager.Gets(content);

        answer.ShouldBe(HttpStatusCode.OK);
        answer.Body.Should().Equal(Names);
        answer.Content.ContentType!.MediaType.Should().Be("text/plain");
        answer.Content.ContentLength.Should().Be(Names.Length);
        answer.Content.ContentDisposition!.DispositionType.Should().Be("attachment");
        answer.Content.ContentDisposition.FileName!.Trim('"').Should().Be("year 3.txt");
        Header(answer, "X-Content-Type-Options").Should().Be("nosniff");
        Header(answer, "Content-Security-Policy").Should().Contain("sandbox");
        Header(answer, "Cache-Control").Should().Be("no-store");
        Header(answer, "Repr-Digest").Should()
            .Be($"sha-256=:{Convert.ToBase64String(SHA256.HashData(Names))}:");
    }

    [Fact]
    public async Task is_recorded_each_time_among_the_events_and_changes_no_version()
    {
        var (incident, content) = await Recorded(new(Names));
        var version = await school.VersionOf(incident);
        school.Clock.Advance(TimeSpan.FromMinutes(1));
        await school.OfficeManager.Gets(content);
        school.Clock.Advance(TimeSpan.FromMinutes(1));
        (await school.OfficeManager.Classifies(incident)).ShouldBe(HttpStatusCode.OK);
        school.Clock.Advance(TimeSpan.FromMinutes(1));
        await school.Headteacher.Gets(content);

        (await school.VersionOf(incident)).Should().Be(version + 1);
        var items = await school.OfficeManager.History(incident);
        items.Select(Type).Should().Equal(
            "incidentReported", "evidenceRecorded", "evidenceAccessed", "incidentClassified",
            "evidenceAccessed");
        var look = items[2];
        look["access"]!.GetValue<bool>().Should().BeTrue();
        look.AsObject().ContainsKey("version").Should().BeFalse();
        look["actor"]!["name"]!.GetValue<string>().Should().Be("Sandra Pike");
        look["data"]!["evidenceId"]!.GetValue<string>().Should().Be(content.Split('/')[^2]);
        (await school.OfficeManager.History(incident, limit: 1)).Select(Type).Should()
            .Equal(items.Select(Type), "paged one by one");
    }

    [Fact]
    public async Task to_many_at_once_records_every_one_of_them()
    {
        var (incident, content) = await Recorded(new(Names));
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(_ => school.OfficeManager.Gets(content)));

        answers.Should().AllSatisfy(answer => answer.ShouldBe(HttpStatusCode.OK));
        (await Looks(incident)).Should().Be(12);
    }

    [Fact]
    public async Task is_for_who_works_on_the_incident_and_for_who_recorded_it()
    {
        var (incident, content) = await Recorded(new(Names));

        (await school.Teacher.Gets(content)).ShouldBe(HttpStatusCode.OK);
        (await school.Auditor.Gets(content)).ShouldBeRefused(403, "not-your-duty");
        (await school.Assistant.Gets(content)).ShouldBeRefused(404, "not-found");
        (await Looks(incident)).Should().Be(1);
    }

    [Fact]
    public async Task of_others_is_not_there_for_who_sees_only_their_own_report()
    {
        var incident = await school.Reports();
        var others = await school.OfficeManager.Uploads(incident, new(Names));

        (await school.Teacher.Gets($"{others.Location}/content")).ShouldBeRefused(404, "not-found");
    }

    [Fact]
    public async Task is_refused_where_there_is_none()
    {
        var incident = await school.Reports();
        var record = await school.Teacher.Records(incident);

        (await school.Teacher.Gets($"{record.Location}/content")).ShouldBeRefused(404, "not-found");
        (await school.Teacher.Gets($"{incident.Path}/evidence/none/content"))
            .ShouldBeRefused(404, "not-found");
        (await school.Teacher.Gets($"{incident.Path}/evidence/{Guid.NewGuid()}/content"))
            .ShouldBeRefused(404, "not-found");
    }

    [Fact]
    public async Task is_refused_when_it_is_not_as_it_was_kept_and_no_look_is_recorded()
    {
        var before = school.Data.Files("evidence");
        var (incident, content) = await Recorded(new(Names));
        var file = school.Data.Files("evidence").Except(before).Single();
        var kept = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);

        kept[^1] ^= 1;
        await File.WriteAllBytesAsync(file, kept, TestContext.Current.CancellationToken);
        (await school.OfficeManager.Gets(content)).ShouldBeRefused(409, "evidence-altered", "how-3c");
        await File.WriteAllBytesAsync(file, [], TestContext.Current.CancellationToken);
        (await school.OfficeManager.Gets(content)).ShouldBeRefused(409, "evidence-altered", "how-3c");
        File.Delete(file);
        (await school.OfficeManager.Gets(content)).ShouldBeRefused(409, "evidence-altered", "how-3c");
        (await school.OfficeManager.History(incident)).Select(Type).Should().NotContain("evidenceAccessed");
    }

    [Theory]
    [InlineData("list.txt", "list.txt")]
    [InlineData("../..\\passwd", "_.._passwd")]
    [InlineData("a\"b;c\r\nd.txt", "a_b;c__d.txt")]
    [InlineData("invoice\u202Efdp.exe", "invoice_fdp.exe")]
    [InlineData("Élodie année 3.pdf", "Élodie année 3.pdf")]
    [InlineData(" .. ", "file")]
    public void has_a_name_that_any_system_can_keep(string name, string safe) =>
        Api.Routes.EvidenceContent.SafeName(name).Should().Be(safe);

    [Fact]
    public void has_a_long_name_cut_before_its_ending() =>
        Api.Routes.EvidenceContent.SafeName(new string('a', 149) + "\U0001F600.docx").Should()
            .HaveLength(150).And.EndWith("a.docx");

    private async Task<(ReportedIncident Incident, string Content)> Recorded(Form form)
    {
        var incident = await school.Reports();
        var recorded = await school.Teacher.Uploads(incident, form);
        recorded.ShouldBe(HttpStatusCode.Created);

        return (incident, $"{recorded.Location}/content");
    }

    private async Task<int> Looks(ReportedIncident incident) =>
        (await school.OfficeManager.History(incident)).Count(item => Type(item) == "evidenceAccessed");

    private static string Type(JsonNode item) => item["type"]!.GetValue<string>();

    private static string? Header(Answer answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) || answer.Content.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : null;
}
