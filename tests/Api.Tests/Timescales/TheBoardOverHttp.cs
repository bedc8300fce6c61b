namespace Incidents.Api.Tests.Timescales;

public sealed class TheBoardOverHttp(TestCluster cluster) : IAsyncLifetime
{
    private readonly School _school = new(cluster);

    public ValueTask InitializeAsync() => _school.InitializeAsync();

    public ValueTask DisposeAsync() => _school.DisposeAsync();

    [Fact]
    public async Task shows_what_is_due_first_and_for_whom()
    {
        var investigated = await _school.HasInvestigated();
        _school.Clock.Advance(TimeSpan.FromHours(1));
        var reported = await _school.Reports();

        var board = await _school.OfficeManager.Gets("/v1/deadlines");

        board.Items.Select(item => $"{item["reference"]} {item["step"]} {item["state"]}").Should().Equal(
            $"{reported.Reference} classification running",
            $"{investigated.Reference} outcome-reports running");
        board.Items[0]["for"]!["roles"]!.AsArray().Select(role => role!.ToString()).Should()
            .Equal("officeManager");
        board.Items[1]["for"]!["personId"].Should().NotBeNull("the line manager investigates");
    }

    [Fact]
    public async Task is_narrowed_to_what_is_overdue_to_a_step_and_to_who_is_to_do_it()
    {
        var late = await _school.Reports();
        _school.Clock.Advance(TimeSpan.FromDays(2));
        var investigated = await _school.HasInvestigated();

        (await References("overdue=true")).Should().Equal(late.Reference);
        (await References("overdue=false")).Should().Equal(investigated.Reference);
        (await References("step=outcome-reports")).Should().Equal(investigated.Reference);
        (await References("severity=minor")).Should().Equal(investigated.Reference);
        (await References("for=officeManager&dueBefore=2026-03-04")).Should().Equal(late.Reference);
        (await _school.LineManager.Gets("/v1/deadlines?mine=true")).Items.Should().ContainSingle();
        (await _school.OfficeManager.Gets("/v1/deadlines?for=headteacher")).Items.Should().BeEmpty();
    }

    [Fact]
    public async Task comes_in_pages_without_a_gap()
    {
        for (var i = 0; i < 5; i++)
            await _school.Reports();

        var seen = new List<string>();
        string? next = null;
        do
        {
            var page = await _school.OfficeManager.Gets(
                $"/v1/deadlines?limit=2{(next is null ? "" : $"&cursor={next}")}");
            seen.AddRange(page.Items.Select(item => item["reference"]!.ToString()));
            next = page["next"]?.ToString();
        }
        while (next is not null);

        seen.Should().HaveCount(5).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task shows_nobody_more_than_the_register_does()
    {
        await _school.Reports();
        var about = await _school.OfficeManager.Reports(
            new { title = "Papers on the desk", concernsRoles = new[] { "headteacher" } });

        (await _school.Teacher.Gets("/v1/deadlines")).Items.Should()
            .BeEmpty("their own report is not theirs to handle");
        (await _school.Headteacher.Gets("/v1/deadlines")).Items
            .Select(item => item["reference"]!.ToString()).Should().NotContain(about.Reference);
        (await _school.Statistician.Gets("/v1/deadlines")).Items.Should().HaveCount(2)
            .And.OnlyContain(item => item["title"]!["withheld"]!.GetValue<bool>());
    }

    [Fact]
    public async Task sorts_and_narrows_the_register_too()
    {
        var late = await _school.Reports();
        _school.Clock.Advance(TimeSpan.FromDays(2));
        var closed = await _school.HasClosed();
        var investigated = await _school.HasInvestigated();

        (await Register("sort=due")).Should()
            .Equal(late.Reference, investigated.Reference, closed.Reference);
        (await Register("overdue=true")).Should().Equal(late.Reference);
        (await Register("overdue=false")).Should().HaveCount(2);
        var first = await _school.OfficeManager.Gets("/v1/incidents?sort=due&limit=2");
        (await Register($"sort=due&limit=2&cursor={first["next"]}")).Should().Equal(closed.Reference);
        first.Items[0]["dueAt"]!.ToString().Should().Be("2026-03-03T09:00:00Z");
    }

    [Theory]
    [InlineData("")]
    [InlineData("&sort=severity")]
    [InlineData("&sort=due")]
    public async Task turns_the_pages_of_what_is_overdue_and_shows_each_reader_their_own(string sort)
    {
        var all = new List<string>();
        for (var number = 0; number < 4; number++)
        {
            all.Add((await _school.OfficeManager.Reports(Tales.LostLaptop)).Reference);
            _school.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var own = (await _school.Teacher.Reports(
            new { title = "Papers on the desk", concernsRoles = new[] { "headteacher" } })).Reference;
        _school.Clock.Advance(TimeSpan.FromDays(9));
        var inTime = (await _school.Teacher.Reports(Tales.LostLaptop)).Reference;

        (await Pages(_school.OfficeManager, sort)).Should().BeEquivalentTo([.. all, own])
            .And.NotContain(inTime);
        (await Pages(_school.Headteacher, sort)).Should().BeEquivalentTo(all);
        (await Pages(_school.Teacher, sort)).Should().BeEquivalentTo([own]);
        if (sort == "")
            (await Pages(_school.OfficeManager, sort)).Should().Equal([own, .. Enumerable.Reverse(all)]);
    }

    private static async Task<IReadOnlyList<string>> Pages(Member reader, string sort)
    {
        var seen = new List<string>();
        for (var cursor = ""; ;)
        {
            var page = await reader.Gets($"/v1/incidents?overdue=true&limit=2{sort}{cursor}");
            seen.AddRange(page.Items.Select(item => item["reference"]!.ToString()));
            if (page["next"] is not { } next)
                return seen;

            cursor = $"&cursor={next}";
        }
    }

    [Theory]
    [InlineData("overdue=perhaps", "/overdue")]
    [InlineData("for=caretaker", "/for")]
    [InlineData("for=headteacher,officeManager", "/for")]
    [InlineData("cursor=x", "/cursor")]
    [InlineData("limit=0", "/limit")]
    public async Task says_what_is_wrong_with_a_question(string query, string pointer) =>
        (await _school.OfficeManager.Gets($"/v1/deadlines?{query}")).ShouldBeWrongAt(pointer);

    private async Task<IEnumerable<string>> References(string query) =>
        (await _school.OfficeManager.Gets($"/v1/deadlines?{query}")).Items
            .Select(item => item["reference"]!.ToString());

    private async Task<IEnumerable<string>> Register(string query) =>
        (await _school.OfficeManager.Gets($"/v1/incidents?{query}")).Items
            .Select(item => item["reference"]!.ToString());
}
