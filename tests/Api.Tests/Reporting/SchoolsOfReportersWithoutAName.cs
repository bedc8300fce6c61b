using System.Net;

namespace Incidents.Api.Tests.Reporting;

public sealed class SchoolsOfReportersWithoutAName(School school) : IClassFixture<School>
{
    [Fact]
    public async Task are_named_by_their_public_id_where_there_are_several()
    {
        (await school.Nobody.Reports(new { title = "While there is one" })).ShouldBe(HttpStatusCode.Created);
        var made = await school.Administrator.Posts(
            "/v1/admin/tenants", new { tenant = "ashfield", name = "Ashfield" });
        var channel = await school.Administrator.Gets("/v1/admin/anonymous-channel");
        var here = school.Nobody with { Of = channel["school"]!.GetValue<string>() };
        var there = school.Nobody with { Of = made["school"]!.GetValue<string>() };

        (await school.Nobody.Reports(new { title = "Which school?" }))
            .ShouldBeRefused(400, "invalid-request");
        (await (school.Nobody with { Of = Guid.NewGuid().ToString() }).Reports(new { title = "Which?" }))
            .ShouldBeRefused(404, "not-found");
        (await (school.Nobody with { Of = "nonsense" }).Looks()).ShouldBeRefused(404, "not-found");
        var report = await here.Reports(new { title = "In this school" });
        report.ShouldBe(HttpStatusCode.Created);
        channel["path"]!.GetValue<string>().Should().Be($"/v1/anonymous-reports?school={here.Of}");

        (await here.With(report).Looks()).ShouldBe(HttpStatusCode.OK);
        var elsewhere = await there.With(report).Looks();
        var unknown = await (there with
        {
            Receipt = ReportingWithoutANameOverHttp.Unknown(report["receipt"]!.GetValue<string>()),
        }).Looks();

        elsewhere.ShouldBeRefused(401, "unauthenticated");
        (elsewhere.Problem with { TraceId = "" }).Should()
            .BeEquivalentTo(unknown.Problem with { TraceId = "" });
        Headers(elsewhere).Should().NotBeEmpty().And.Equal(Headers(unknown));
    }

    /// <summary>All but the moment.</summary>
    private static IEnumerable<string> Headers(Answer answer) => answer.Headers
        .Where(header => header.Key != "Date")
        .Select(header => $"{header.Key}: {string.Join(',', header.Value)}");
}
