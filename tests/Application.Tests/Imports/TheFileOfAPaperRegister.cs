using System.Text;
using Incidents.Application.Imports;
using Incidents.Domain;

namespace Incidents.Application.Tests.Imports;

public sealed class TheFileOfAPaperRegister
{
    private const string Header = "paperReference,title,reportedOn,closedOn,outcome";

    private static readonly SchoolCalendar Calendar = DefaultPack.Create().Calendar;

    [Theory]
    [InlineData("03/07/2019", "2019-07-02T23:00:00Z")]
    [InlineData("3/7/2019 14:30", "2019-07-03T13:30:00Z")]
    [InlineData("2019-02-03", "2019-02-03T00:00:00Z")]
    [InlineData("2019-02-03T09:05", "2019-02-03T09:05:00Z")]
    public void has_dates_of_the_school_in_british_and_in_iso_form(string written, string instant)
    {
        var moment = One($"1,a,{written},31/12/2019,done").ReportedOn;

        moment.Instant.Should().Be(DateTimeOffset.Parse(instant, null));
        (moment.At is not null).Should().Be(written.Contains(':'));
    }

    [Theory]
    [InlineData("12/31/2019")]
    [InlineData("3/7/19")]
    [InlineData("July 2019")]
    [InlineData("43526")]
    [InlineData("03/07/1019")]
    public void is_refused_for_what_is_no_date_of_these(string written) =>
        Problem($"{Header}\n1,a,{written},31/12/2019,done").Should()
            .BeEquivalentTo(new { Row = 2, Column = "reportedOn" });

    [Theory]
    [InlineData(";")]
    [InlineData("\t")]
    public void may_part_its_cells_as_the_spreadsheet_likes(string delimiter) =>
        Read($"{Header}\n1,a,2019-02-03,2019-03-01,done".Replace(",", delimiter)).Rows.Should()
            .ContainSingle();

    [Fact]
    public void counts_rows_as_a_spreadsheet_does_whatever_lines_a_cell_has() =>
        Problem($"{Header}\n1,\"a\nb\",2019-02-03,2019-03-01,done\n\n2,,2019-02-03,2019-03-01,done").Should()
            .BeEquivalentTo(new { Row = 4, Column = "title" });

    [Fact]
    public void takes_words_however_they_are_written_and_lists_by_semicolons()
    {
        var row = One("1,a,2019-02-03,2019-03-01,done,Near miss,MAJOR,yes,\"Ann Other; Bo Peep\"",
            $"{Header},kind,severity,personalDataInvolved,peopleAffected");

        row.Kind.Should().Be(IncidentKind.NearMiss);
        row.Severity.Should().Be(Severity.Major);
        row.PersonalDataInvolved.Should().Be(Answer.Yes);
        row.PeopleInvolved!.Select(person => person.Name).Should().Equal("Ann Other", "Bo Peep");
        row.PeopleInvolved!.Should().OnlyContain(person => person.Relation == Relation.Affected);
    }

    [Fact]
    public void says_everything_that_is_wrong_with_a_row_and_repeats_none_of_it()
    {
        var problems = Read($"{Header},severity\n,{new string('x', 201)},no,,a\u0001b,Grievous").Problems;

        problems.Select(problem => problem.Column).Should().BeEquivalentTo(
            "paperReference", "closedOn", "reportedOn", "title", "outcome", "severity");
        string.Join(' ', problems.Select(problem => problem.Message)).Should().NotContain("Grievous");
    }

    [Theory]
    [InlineData("")]
    [InlineData("title,reportedOn,closedOn,outcome\nx,2019-01-01,2019-01-02,y")]
    [InlineData(Header + ",favouriteColour\n1,a,2019-01-01,2019-01-02,done,red")]
    [InlineData(Header + ",title\n1,a,2019-01-01,2019-01-02,done,b")]
    [InlineData(Header)]
    [InlineData(Header + "\n1,\"a,2019-01-01,2019-01-02,done")]
    [InlineData(Header + "\n1,a,2019-01-01,2019-01-02,done,too many")]
    [InlineData(Header + "\n1,a,2019-01-01,2019-01-02,done\n1,b,2019-01-01,2019-01-02,done")]
    public void is_refused_where_it_cannot_be_understood(string text) => Problem(text);

    [Fact]
    public void is_refused_where_a_cell_is_huge() =>
        Problem($"{Header}\n1,a,2019-01-01,2019-01-02,\"{new string('x', 100_000)}\"");

    [Fact]
    public void is_utf_8_with_a_mark_or_without_or_windows_1252_where_that_is_said()
    {
        var text = $"{Header}\n1,café,2019-01-01,2019-01-02,done";

        PaperText.Read(Encoding.UTF8.GetBytes(text), asWindows1252: false, out _).Should().Be(text);
        PaperText.Read([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)], asWindows1252: false, out _)
            .Should().Be(text);
        PaperText.Read(Encoding.Latin1.GetBytes(text), asWindows1252: true, out _).Should().Be(text);
        PaperText.Read(Encoding.Latin1.GetBytes(text), asWindows1252: false, out var problem)
            .Should().BeNull();
        problem!.Message.Should().Contain("line 2").And.Contain("windows-1252");
    }

    [Theory]
    [InlineData(new byte[] { 0x50, 0x4B, 0x03, 0x04, 1 }, "workbook")]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x41, 0x00 }, "UTF-16")]
    [InlineData(new byte[] { 0x41, 0x00, 0x42 }, "no text")]
    public void is_refused_where_it_is_something_else(byte[] file, string word)
    {
        PaperText.Read(file, asWindows1252: false, out var problem).Should().BeNull();
        problem!.Message.Should().Contain(word);
    }

    [Fact]
    public void may_have_an_empty_column_without_a_name_and_none_that_says_something()
    {
        const string Blank = "paperReference,title,,reportedOn,closedOn,outcome,";

        One("1,a,,2019-02-03,2019-03-01,done,", Blank).Title.Should().Be("a");
        Problem($"{Blank}\n1,a,,2019-02-03,2019-03-01,done,\n2,b,lost,2019-02-03,2019-03-01,done,")
            .Should().Be(new RowProblem(3, null,
                "has something in column 3, which has no name in the first row; name it as the template "
                    + "does, or empty it."));
    }

    private static ImportIncident One(string row, string header = Header) =>
        Read($"{header}\n{row}").Rows.Should().ContainSingle().Subject.Incident;

    private static RowProblem Problem(string text) => Read(text).Problems.Should().ContainSingle().Subject;

    private static PaperReading Read(string text) => PaperRegisterFile.Read(text, Calendar);
}
