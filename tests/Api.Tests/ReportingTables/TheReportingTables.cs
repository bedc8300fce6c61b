using System.Text;
using System.Text.RegularExpressions;
using Incidents.Api.Tests.Hosting.PrivatePostgres;
using Incidents.Api.Tests.Life;
using Incidents.Application.ReportingTables;
using Microsoft.Extensions.DependencyInjection;

namespace Incidents.Api.Tests.ReportingTables;

public sealed partial class TheReportingTables(ALife life) : IClassFixture<ALife>
{
    private const string Update = "INCIDENTS_UPDATE_GENERATED";

    private School School => life.School;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task show_how_far_an_incident_has_come_and_how_long_it_took()
    {
        var version = $"{await School.VersionOf(life.Incident)}";
        await ReportingTool.HasEverything(School);
        var tool = await ReportingTool.Of(School, "default");

        var row = (await tool.Asks(
            $"""
            select reference, status, severity, reported_on::text, school_year, closed_at is not null,
                hours_to_classify > 0, hours_to_close > hours_to_classify, version::text
            from reporting.incidents where incident_id = '{life.Incident.Id}'
            """)).Single();

        row.Should().Equal(life.Incident.Reference, "closed", "major", "2026-03-02", "2025/26", "True",
            "True", "True", version);
        (await tool.Asks($"select count(*) from reporting.events where incident_id = '{life.Incident.Id}'"))
            .Single().Should().Equal(version);
    }

    [Fact]
    public async Task show_what_was_said_as_it_was_corrected()
    {
        const string Sent = "select sent_at, hours_late from reporting.ico_notifications "
            + "where not is_supplement order by sent_at";
        var notified = life.Steps.First(step => step.Path == "ico-notifications").Answer;
        await ReportingTool.HasEverything(School);
        var tool = await ReportingTool.Of(School, "default");
        var before = (await tool.Asks(Sent))[0];

        (await School.OfficeManager.Posts(life.Incident, "corrections", new
        {
            version = notified.Version,
            field = "sentAt",
            value = School.Clock.InHours(-1),
            reason = "The form was sent later than noted.",
        })).ShouldBe(System.Net.HttpStatusCode.OK);
        await ReportingTool.HasEverything(School);

        (await tool.Asks(Sent))[0].Should().NotEqual(before);
    }

    [Fact]
    public async Task answer_the_questions_of_the_documentation()
    {
        await ReportingTool.HasEverything(School);
        var tool = await ReportingTool.Of(School, "default");
        var queries = Query().Matches(await File.ReadAllTextAsync(Documentation("queries.md"), Cancel))
            .Select(match => match.Groups["sql"].Value).ToArray();

        queries.Should().HaveCountGreaterThan(5);
        foreach (var query in queries)
            (await tool.Asks(query)).Should().NotBeEmpty(query);
    }

    [Fact]
    public async Task are_described_by_the_data_dictionary()
    {
        var dictionary = await Dictionary();
        if (Environment.GetEnvironmentVariable(Update) == "1")
            await File.WriteAllTextAsync(Documentation("data-dictionary.md"), dictionary, Cancel);

        (await File.ReadAllTextAsync(Documentation("data-dictionary.md"), Cancel)).Should().Be(dictionary,
            $"the dictionary is made from the database; run the tests once with {Update}=1");
    }

    [Fact]
    public async Task hold_no_text_and_no_name()
    {
        await ReportingTool.HasEverything(School);
        var everything = new StringBuilder();
        foreach (var table in await Tables())
            everything.AppendJoin('\n', await School.Database.Asks($"select t::text from {table} t"));

        everything.ToString().Should().Contain(life.Incident.Reference)
            .And.NotContain("Laptop").And.NotContain("ciphertext").And.NotContain("Ashdown")
            .And.NotContain("Pike");
    }

    [Fact]
    public async Task are_the_same_when_they_are_built_again()
    {
        await ReportingTool.HasEverything(School);
        var followed = await Rows();
        var reporting = School.Services.GetRequiredService<ReportingRows>();

        await reporting.Rebuild(Cancel);
        var once = await Rows();
        await reporting.Rebuild(Cancel);

        once.Should().Be(followed);
        (await Rows()).Should().Be(once);
    }

    [Fact]
    public async Task are_the_same_when_they_followed_what_happened()
    {
        await ReportingTool.HasEverything(School);
        var incident = await School.HasInvestigated();
        var escalation = (await School.OfficeManager.Escalates(incident, to: "headteacher")).Id;
        await Follow();
        (await School.Headteacher.Acknowledges(incident, escalation)).ShouldRecord("escalationAcknowledged");
        await Follow();
        var followed = await Rows();

        await School.Services.GetRequiredService<ReportingRows>().Rebuild(Cancel);

        followed.Should().Be(await Rows()).And.Contain($"{escalation}");
    }

    private async Task Follow()
    {
        await Changes.FeedOfASchool.HasCaughtUp(School);
        await Eventually.IsTrue(async () =>
            (await School.Services.GetRequiredService<ReportingRows>().Pass(before: 0, Cancel)).Left == 0);
    }

    [Fact]
    public async Task are_there_as_before_while_they_are_built_again()
    {
        await ReportingTool.HasEverything(School);
        var tool = await ReportingTool.Of(School, "default");
        await using var database = Npgsql.NpgsqlDataSource.Create(School.Database.Owner);
        await using var reader = await database.OpenConnectionAsync(Cancel);
        await using var reading = await reader.BeginTransactionAsync(Cancel);
        await using var held = new Npgsql.NpgsqlCommand(
            "lock table reporting.outcome_reports in exclusive mode", reader);
        await held.ExecuteNonQueryAsync(Cancel);

        var rebuild = School.Services.GetRequiredService<ReportingRows>().Rebuild(Cancel);
        var meanwhile = await tool.Asks(
            $"select reference from reporting.incidents where incident_id = '{life.Incident.Id}'");
        await reading.CommitAsync(Cancel);
        await rebuild;

        meanwhile.Single().Should().Equal(life.Incident.Reference);
    }

    private async Task<string> Rows()
    {
        var all = new StringBuilder();
        foreach (var table in await Tables())
            all.AppendJoin('\n', await School.Database.Asks($"select t::text from {table} t order by 1"));

        return all.ToString();
    }

    private Task<IReadOnlyList<string>> Tables() => School.Database.Asks(
        "select oid::regclass::text from pg_class where relnamespace = 'reporting'::regnamespace "
        + "and relkind = 'r' order by 1");

    private async Task<string> Dictionary()
    {
        var text = new StringBuilder(
            """
            # Data dictionary of the reporting tables

            Made from the database; do not edit. How to read the tables is in [the guide](README.md). Instants
            are UTC; days are those of the school's clock (Europe/London).

            """);
        foreach (var table in await Tables())
        {
            text.Append('\n').Append("## ").Append(table).Append("\n\n");
            text.AppendJoin('\n', await School.Database.Asks($"select obj_description('{table}'::regclass)"));
            text.Append("\n\n| column | type | |\n|---|---|---|\n");
            text.AppendJoin('\n', await School.Database.Asks(
                $"""
                select '| `' || attname || '` | ' || format_type(atttypid, atttypmod) || ' | '
                    || col_description(attrelid, attnum) || ' |'
                from pg_attribute where attrelid = '{table}'::regclass and attnum > 0 and not attisdropped
                order by attnum
                """)).Append('\n');
        }

        return text.ToString();
    }

    private static string Documentation(string name) =>
        Path.Combine(Repository.Root, "docs", "reporting", name);

    [GeneratedRegex("```sql\n(?<sql>select.*?)```", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Query();
}
