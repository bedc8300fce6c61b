using Incidents.Domain;

namespace Incidents.Api.Tests.Bodies;

public sealed class ValuesOfABody
{
    private const string NoInstant =
        "must be a date, a time and an offset from UTC, such as 2026-03-01T09:30:00Z.";

    private const string NoZone =
        "does not say in which time zone it is: end it in Z for UTC, or in an offset such as +01:00.";

    private const string NoMoment = "is no moment of the calendar; check the day, the time and the offset.";

    private const string NoDay =
        "must be a day of the calendar, written as year, month and day such as 2026-03-01.";

    private sealed record Measured(decimal Score, Guid Id, long After = 0, bool Final = false);

    [Theory]
    [InlineData("\"2026-03-01T09:30:00Z\"", "2026-03-01T09:30:00+00:00")]
    [InlineData("\"2026-03-01t09:30:00.5z\"", "2026-03-01T09:30:00.5+00:00")]
    [InlineData("\"2026-03-01T09:30:00.123456789-05:30\"", "2026-03-01T15:00:00.1234567+00:00")]
    public void an_instant_is_taken_to_UTC(string json, string instant)
    {
        var read = Reading.Understood<ReportIncident>($$"""{"title": "x", "occurredAt": {{json}}}""")
            .OccurredAt!.Value;

        read.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz").Should().Be(instant);
    }

    [Theory]
    [InlineData("\"2026-03-01\"", NoInstant)]
    [InlineData("\"2026-03-01 09:30:00Z\"", NoInstant)]
    [InlineData("\"2026-03-01T09:30:00Z\\n\"", NoInstant)]
    [InlineData("\"٢٠٢٦-03-01T09:30:00Z\"", NoInstant)]
    [InlineData("\"\"", NoInstant)]
    [InlineData("\"2026-03-01T09:30:00\"", NoZone)]
    [InlineData("\"2026-02-30T09:30:00Z\"", NoMoment)]
    [InlineData("\"2026-03-01T25:00:00Z\"", NoMoment)]
    [InlineData("\"2026-03-01T09:30:00+19:00\"", NoMoment)]
    [InlineData("\"0026-03-01T09:30:00Z\"", "lies outside the years 1900 to 2200; check the year.")]
    [InlineData(
        "\"1900-01-01T00:00:00+01:00\"", "lies outside the years 1900 to 2200 in UTC; check the year.")]
    [InlineData("1772357400", "must be an instant such as 2026-03-01T09:30:00Z.")]
    public void an_instant_is_a_certain_moment(string json, string message) =>
        Reading.ProblemOf("occurredAt", json).Should().Be(message);

    [Theory]
    [InlineData("\"2026-3-1\"", NoDay)]
    [InlineData("\"2026-02-29\"", NoDay)]
    [InlineData("\"2026-03-01T00:00:00Z\"", NoDay)]
    [InlineData("\"2206-03-01\"", "lies outside the years 1900 to 2200; check the year.")]
    [InlineData("20260301", "must be a date such as 2026-03-01.")]
    public void a_day_is_one_of_the_calendar(string json, string message) =>
        Reading.Problems<RecommendRemedialAction>($$"""{"description": "x", "dueOn": {{json}}}""").Should()
            .Equal(new FieldProblem("/dueOn", message));

    [Theory]
    [InlineData("\"\"", "must not be blank; leave it out instead.")]
    [InlineData("\" \\t\\u200b\"", "must not be blank; leave it out instead.")]
    [InlineData("\"a\\u0000b\"", "holds the control character U+0000 as its character 2; remove it.")]
    [InlineData("\"a\\u0085b\"", "holds the control character U+0085 as its character 2; remove it.")]
    [InlineData(
        "\"\\ud800\"", "holds half of a character (a lone surrogate); send whole Unicode characters.")]
    [InlineData("{}", "must be text of at most 500 characters.")]
    [InlineData("true", "must be text of at most 500 characters.")]
    public void a_text_can_be_read(string json, string message) =>
        Reading.ProblemOf("location", json).Should().Be(message);

    [Fact]
    public void a_text_that_is_asked_for_is_not_blank() =>
        Reading.Problems<ReportIncident>("""{"title": "  "}""").Should()
            .Equal(new FieldProblem("/title", "must not be blank."));

    [Theory]
    [InlineData("title", 200)]
    [InlineData("description", 20_000)]
    public void a_text_is_as_long_as_its_field_allows(string field, int length)
    {
        string Body(int letters) =>
            $$"""{"title": "x", "{{field}}": "{{new string('é', letters)}}"}""".Replace(
            "\"title\": \"x\", \"title\"", "\"title\"", StringComparison.Ordinal);

        Reading.Understood<ReportIncident>(Body(length));
        Reading.Problems<ReportIncident>(Body(length + 1)).Should().Equal(new FieldProblem(
            $"/{field}", $"is {length + 1:N0} characters long; shorten it to {length:N0} at most."));
    }

    [Fact]
    public void a_name_that_is_half_a_character_is_no_field() =>
        Reading.Problems<AcceptAllocation>("""{"\ud800": 1}""").Should().Equal(new FieldProblem(
            "", "has a field whose name holds half of a character (a lone surrogate); leave it out."));

    [Fact]
    public void a_list_is_checked_item_by_item() =>
        Reading.Problems<ReportIncident>($$"""
            {
              "title": "x",
              "systemsInvolved": ["Mail", " ", null, "{{new string('x', 201)}}", 4],
              "concernsRoles": ["headTeacher"],
              "peopleInvolved": [{"name": "A", "relation": "seen"}, {"relation": "witness", "nmae": "B"}]
            }
            """).Should().BeEquivalentTo(new FieldProblem[]
        {
            new("/systemsInvolved/1", "must not be blank; leave the item out."),
            new("/systemsInvolved/2", "must not be null; leave the item out."),
            new("/systemsInvolved/3", "is 201 characters long; shorten it to 200 at most."),
            new("/systemsInvolved/4", "must be text of at most 200 characters."),
            new("/concernsRoles/0", "must be one of staff, headteacher, deputyHeadteacher, officeManager, "
                + "lineManager, investigatingOfficer, seniorLeader, chairOfGovernors, dataProtectionOfficer, "
                + "informationChampion, auditor, reporting, administrator, integration, operator; did you "
                + "mean `headteacher`?"),
            new("/peopleInvolved/0/relation", "must be one of involved, witness, affected."),
            new("/peopleInvolved/1/nmae", "is not a field of this object; did you mean `name`?"),
            new("/peopleInvolved/1/name", "is required: give text of at most 200 characters."),
        });

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void a_list_has_two_hundred_items_at_most(int items, bool isRead)
    {
        var systems = string.Join(',', Enumerable.Repeat("\"m\"", items));
        var body = $$"""{"title": "x", "systemsInvolved": [{{systems}}]}""";

        if (isRead)
            Reading.Understood<ReportIncident>(body).SystemsInvolved.Should().HaveCount(items);
        else
            Reading.Problems<ReportIncident>(body).Should().Equal(
                new FieldProblem("/systemsInvolved", "has 201 items; send 200 at most."));
    }

    [Theory]
    [InlineData("\"3\"", "must be a whole number, without quotes.")]
    [InlineData("3.0", "must be a whole number: leave out fraction and exponent.")]
    [InlineData("3e2", "must be a whole number: leave out fraction and exponent.")]
    [InlineData("2147483648", "must be a whole number from -2,147,483,648 to 2,147,483,647.")]
    [InlineData("99999999999999999999", "must be a whole number from -2,147,483,648 to 2,147,483,647.")]
    public void a_count_is_a_whole_number(string json, string message) =>
        Reading.Problems<RecordDataSubjectNotice>($$"""{"informed": true, "count": {{json}}}""").Should()
            .Equal(new FieldProblem("/count", message));

    [Theory]
    [InlineData("1.5", "must be a number in quotes, such as \"2.75\".")]
    [InlineData("\"1e3\"", "must be a number in quotes, such as \"2.75\".")]
    [InlineData("\"1,5\"", "must be a number in quotes, such as \"2.75\".")]
    public void a_decimal_is_text(string json, string message) =>
        Reading.Problems<Measured>($$"""{"score": {{json}}, "id": "{{Guid.Empty}}"}""").Should()
            .Equal(new FieldProblem("/score", message));

    [Fact]
    public void what_has_a_value_of_its_own_may_be_left_out_but_is_not_null()
    {
        Reading.Understood<Measured>($$"""{"score": "2.75", "id": "{{Guid.Empty}}"}""").Should()
            .Be(new Measured(2.75m, Guid.Empty));
        Reading.Problems<Measured>($$"""{"score": "2.75", "id": "{{Guid.Empty}}", "final": null}""").Should()
            .Equal(new FieldProblem("/final", "must not be null; leave it out instead."));
    }

    [Theory]
    [InlineData("\"7\"")]
    [InlineData("\"{00000000-0000-0000-0000-000000000000}\"")]
    [InlineData("null")]
    public void an_id_is_as_the_service_gave_it(string json) =>
        Reading.Problems<Measured>($$"""{"score": "2.75", "id": {{json}}}""").Should().ContainSingle()
            .Which.Message.Should().Contain("an id such as ");
}
