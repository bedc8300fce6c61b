using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Incidents.Api.Tests.Hosting.PrivatePostgres;
using Incidents.Application.Evidence;
using Incidents.Application.Housekeeping;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;

namespace Incidents.Api.Tests.Evidence;

public sealed class FilesOfEvidence(School school) : IClassFixture<School>
{
    private static readonly byte[] Names = Encoding.UTF8.GetBytes(
        "Ivy Ashdown, Leo Marchetti, Zofia Lindqvist");

    [Fact]
    public async Task are_recorded_with_their_hash_and_lie_encrypted_under_another_name()
    {
        var incident = await school.Reports();
        var answer = await school.Teacher.Uploads(incident, new Form(Names, "C:\\lists\\year 3.txt")
            .With("source", "The backup").With("collectedAt", school.Clock.Now).With("sha256", Hash(Names)));
        answer.ShouldBe(HttpStatusCode.Created);

        var file = (await school.OfficeManager.Gets(answer.Location!))["file"]!;
        file["fileName"]!.GetValue<string>().Should().Be("year 3.txt");
        file["length"]!.GetValue<long>().Should().Be(Names.Length);
        file["sha256"]!.GetValue<string>().Should().Be(Hash(Names));
        school.Data.Files("evidence").Should().NotBeEmpty().And.AllSatisfy(path =>
        {
            Path.GetFileName(path).Should().MatchRegex("^[0-9a-f]{32}$");
            Encoding.Latin1.GetString(File.ReadAllBytes(path)).Should()
                .NotContain("Ashdown").And.NotContain("Marchetti");
        });
    }

    [Fact]
    public async Task are_taken_up_to_the_limit()
    {
        var incident = await school.Reports();

        (await school.Teacher.Uploads(incident, new(RandomNumberGenerator.GetBytes(School.LargestEvidence))))
            .ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public Task that_are_too_large_leave_nothing() => LeaveNothing(new(new byte[School.LargestEvidence + 1]),
        answer => answer.ShouldBeRefused(413, "too-large"));

    [Fact]
    public Task that_are_far_too_large_leave_nothing() =>
        LeaveNothing(new(new byte[4 * School.LargestEvidence]),
        answer => answer.ShouldBeRefused(413, "too-large"));

    [Fact]
    public Task with_another_hash_than_was_stated_leave_nothing() =>
        LeaveNothing(new Form(Names).With("sha256", Hash([1, 2, 3])),
            answer => answer.ShouldBeRefused(422, "evidence-hash-mismatch", "how-3c"));

    [Fact]
    public Task under_another_part_than_file_leave_nothing() =>
        LeaveNothing(
            new(Names, Part: "attachment"), answer => answer.ShouldBeRefused(400, "invalid-request"));

    [Fact]
    public Task with_an_unknown_field_leave_nothing() =>
        LeaveNothing(
            new Form(Names).With("descripton", "Twice"), answer => answer.ShouldBeWrongAt("/descripton"));

    [Fact]
    public Task with_a_field_twice_leave_nothing() =>
        LeaveNothing(
            new Form(Names).With("description", "Twice"), answer => answer.ShouldBeWrongAt("/description"));

    [Fact]
    public Task with_a_place_where_they_are_kept_leave_nothing() =>
        LeaveNothing(
            new Form(Names).With("location", "The safe"), answer => answer.ShouldBeWrongAt("/location"));

    [Fact]
    public Task without_a_description_leave_nothing() =>
        LeaveNothing(new Form(Names) { Fields = [] }, answer => answer.ShouldBeWrongAt("/description"));

    [Fact]
    public async Task of_somebody_whose_duty_it_is_not_leave_nothing()
    {
        var incident = await school.Reports();
        var files = school.Data.Files("evidence");

        (await school.Headteacher.Uploads(incident, new(Names)))
            .ShouldBeRefused(403, "not-your-duty", "how-3c");
        (await school.Assistant.Uploads(incident, new(Names))).ShouldBeRefused(404, "not-found");
        school.Data.Files("evidence").Should().BeEquivalentTo(files);
    }

    [Fact]
    public async Task that_are_cut_off_on_the_way_leave_nothing()
    {
        var incident = await school.Reports();
        var files = school.Data.Files("evidence");
        var head = $"""
            POST {incident.Path}/evidence HTTP/1.1
            Host: localhost
            X-API-Key: {school.Teacher.Key}
            Content-Type: multipart/form-data; boundary=b
            Content-Length: 900000

            --b
            Content-Disposition: form-data; name="file"; filename="half.txt"


            """.ReplaceLineEndings("\r\n");

        using (var wire = new TcpClient())
        {
            await wire.ConnectAsync(
                school.Address.Host, school.Address.Port, TestContext.Current.CancellationToken);
            await wire.GetStream().WriteAsync(
                (byte[])[.. Encoding.ASCII.GetBytes(head), .. new byte[300_000]],
                TestContext.Current.CancellationToken);
            await Eventually.IsTrue(() => school.Data.Files("evidence/incoming").Count > 0);
        }

        await Eventually.IsTrue(() => school.Data.Files("evidence/incoming").Count == 0);
        school.Data.Files("evidence").Should().BeEquivalentTo(files);
        (await school.VersionOf(incident)).Should().Be(1);
    }

    [Fact]
    public async Task that_no_record_names_are_swept_up_and_the_others_stay()
    {
        var incident = await school.Reports();
        await school.Teacher.Uploads(incident, new(Names));
        var kept = school.Data.Files("evidence");
        var stray = await Arrives(incident, school.Clock.GetUtcNow().AddDays(-2));
        var arriving = await Arrives(incident, school.Clock.GetUtcNow());

        await using var scope = school.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMessageBus>()
            .InvokeAsync(new SweepUp(), TestContext.Current.CancellationToken);

        school.Data.Files("evidence").Should().BeEquivalentTo(kept.Append(arriving)).And.NotContain(stray);
    }

    /// <summary>A file that arrived and that no record has named yet.</summary>
    private async Task<string> Arrives(ReportedIncident incident, DateTimeOffset since)
    {
        var id = Guid.NewGuid();
        var name = id.ToString("N");
        var folder = Path.Combine(school.Data.Path, "evidence", "blobs", name[..2], name[2..4]);
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, name), "", TestContext.Current.CancellationToken);
        await using var session = school.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        session.Store(new KeptFile(id, incident.Id, since));
        await session.SaveChangesAsync(TestContext.Current.CancellationToken);

        return Path.Combine(folder, name);
    }

    private async Task LeaveNothing(Form form, Action<Answer> shouldBeRefused)
    {
        var incident = await school.Reports();
        var files = school.Data.Files("evidence");

        shouldBeRefused(await school.Teacher.Uploads(incident, form));

        school.Data.Files("evidence").Should().BeEquivalentTo(files);
        (await school.VersionOf(incident)).Should().Be(1);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
