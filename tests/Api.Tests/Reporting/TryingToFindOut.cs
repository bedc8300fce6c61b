using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Role = Incidents.Domain.Role;

namespace Incidents.Api.Tests.Reporting;

/// <summary>Who reported, and when: looked for in everything that was kept, and in all that anybody is
/// told.</summary>
public sealed partial class TryingToFindOut(SecretReports secret) : IClassFixture<SecretReports>
{
    private School School => secret.School;

    private ReportedIncident[] Both => [secret.Anonymous, secret.Protected];

    [Fact]
    public void finds_nothing_of_the_reporter_in_any_row_that_was_added_or_changed()
    {
        secret.Rows.Select(each => each.Table).Distinct().Should().Contain(
            ["incidents.mt_events", "incidents.mt_streams", "incidents.mt_doc_keptanswer",
                "incidents.mt_doc_storedkey", "incidents.mt_doc_receiptrow", "incidents.mt_doc_incident",
                "incidents.mt_doc_noticerow", "incidents.mt_doc_deadlinerow"]);
        secret.Rows.Should().AllSatisfy(each => Found(each.Row).Should().BeEmpty("{0}", each.Table));
    }

    [Fact]
    public void finds_no_row_changed_of_the_people_and_their_keys() =>
        secret.Rows.Select(each => each.Table).Should()
            .NotContain(["incidents.mt_doc_apikeyrow", "incidents.mt_doc_personrow"])
            .And.NotContain(table => table.StartsWith("messages.", StringComparison.Ordinal));

    [Fact]
    public void finds_no_instant_finer_than_an_hour_and_no_id_that_a_clock_made() =>
        secret.Rows.Should().AllSatisfy(each =>
        {
            Instant().Matches(Counted(each.Table, each.Row)).Select(match => match.Groups["rest"].Value)
                .Should().NotContain(rest => rest != "00:00", "{0} holds {1}", each.Table, each.Row);
            TimeBasedId().Matches(each.Row).Select(match => Guid.Parse(match.Value)).Should()
                .NotContain(id => !IsOfAnHour(id), "{0} holds {1}", each.Table, each.Row);
        });

    [Fact]
    public async Task finds_neither_actor_nor_call_beside_the_events() =>
        (await School.Database.Asks(
            $"""
            select concat(headers, correlation_id, causation_id) from incidents.mt_events
            where stream_id in ('{secret.Anonymous.Id}', '{secret.Protected.Id}')
            """)).Should().HaveCount(8).And.OnlyContain(beside => beside == "null");

    [Fact]
    public void finds_nothing_in_the_files_of_evidence_and_no_moment_beside_them()
    {
        secret.Files.Should().HaveCount(2);
        secret.Files.Should().AllSatisfy(file =>
        {
            Found(file + Encoding.Latin1.GetString(File.ReadAllBytes(file))).Should().BeEmpty();
            (File.GetLastWriteTimeUtc(file).Ticks % TimeSpan.TicksPerHour).Should().Be(0);
        });
    }

    [Fact]
    public void finds_no_line_in_the_log()
    {
        var log = string.Join('\n', secret.Logged);

        Found(log).Should().BeEmpty();
        log.Should().NotContainAny(
            $"{secret.Anonymous.Id}", $"{secret.Protected.Id}", "anonymous-reports", "in {Milliseconds");
        secret.Logged.Should().NotContain(line => line.Contains("RequestLog", StringComparison.Ordinal));
    }

    [Fact]
    public async Task finds_nothing_in_any_answer_to_anybody()
    {
        string[] paths = ["", "/history", "/checklist", "?version=1"];
        foreach (var member in School.Everybody.Append(secret.Reporter))
        {
            foreach (var incident in Both)
            {
                foreach (var path in paths)
                    NothingIn(await member.Gets(incident.Path + path));
            }

            NothingIn(await member.Gets($"/v1/incidents?text={secret.Protected.Reference}"));
            NothingIn(await member.Gets($"/v1/incidents?text={secret.Anonymous.Reference}"));
        }
    }

    [Fact]
    public async Task finds_the_picture_without_what_the_camera_wrote_beside_it()
    {
        foreach (var incident in Both)
        {
            var file = (await School.OfficeManager.Gets(incident.Path))["evidence"]![0]!;
            file["file"]!["fileName"]!.GetValue<string>().Should().Be("file.jpg");
            var content = await School.OfficeManager.Gets(
                $"{incident.Path}/evidence/{file["id"]}/content");
            content.ShouldBe(HttpStatusCode.OK);
            Encoding.Latin1.GetString(content.Body).Should().Contain("the picture").And.NotContain("planted");
        }
    }

    [Fact]
    public async Task finds_the_reporter_answered_like_anybody_else()
    {
        var other = await School.Joins("somebody.else", "Somebody Else", Role.Staff);
        (HttpMethod Method, string Path, object? Body)[] requests =
        [
            (HttpMethod.Get, "", null), (HttpMethod.Get, "/history", null),
            (HttpMethod.Get, "/reporter-identity", null),
            (HttpMethod.Post, "/details", new { location = "Hall" }),
            (HttpMethod.Post, "/messages", new { text = "It was me." }),
            (HttpMethod.Post, "/evidence", new { description = "A note" }),
            (HttpMethod.Post, "/allocation/acceptance", new { }),
            (HttpMethod.Post, "/reporter-identity/requests", new { reason = "Who was it?" }),
        ];

        foreach (var (method, path, body) in requests)
        {
            var answers = new List<string>();
            foreach (var member in new[] { secret.Reporter, other })
            {
                var answer = await member.Sends(
                    method, secret.Protected.Path + path, body is null ? null : Member.Json(body));
                answers.Add($"{answer.StatusCode} {answer.Problem with { TraceId = "" }}");
            }

            answers.Distinct().Should().ContainSingle("{0} answers everybody alike", path);
        }
    }

    private void NothingIn(Answer answer)
    {
        Found(answer.Text).Should().BeEmpty("{0} is answered {1}", answer.Asked, answer.Text);
        Instant().Matches(WithoutLooks(answer)).Select(match => match.Groups["rest"].Value).Should()
            .NotContain(rest => rest != "00:00", "{0} is answered {1}", answer.Asked, answer.Text);
    }

    /// <summary>An id that sorts by an hour tells no more than the hour.</summary>
    private static bool IsOfAnHour(Guid id)
    {
        var milliseconds = long.Parse(
            id.ToString("N")[..12], System.Globalization.NumberStyles.HexNumber,
            System.Globalization.CultureInfo.InvariantCulture);

        return milliseconds % 3_600_000 == 0;
    }

    /// <summary>Of a deadline, what it counts from: its other instants are counted by the school's own
    /// hours.</summary>
    private static string Counted(string table, string row) =>
        table == "incidents.mt_doc_deadlinerow" ? Start().Match(row).Value : row;

    /// <summary>When somebody else looked at it tells nothing of who reported it.</summary>
    private static string WithoutLooks(Answer answer) =>
        answer.StatusCode == HttpStatusCode.OK && answer.Asked.EndsWith("/history", StringComparison.Ordinal)
            ? string.Join('\n', answer.Items.Where(item => item["access"] is null)
                .Select(item => item.ToJsonString()))
            : answer.Text;

    private IEnumerable<string> Found(string text) =>
        secret.Pointers.Where(pointer => text.Contains(pointer, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[T ]\d\d:(?<rest>\d\d:\d\d(\.\d+)?)", RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000)]
    private static partial Regex Instant();

    [GeneratedRegex("\"\"startedAt\"\": [^,]+,", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Start();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TimeBasedId();
}
