using System.Text;
using Incidents.Application.Csv;
using Incidents.Domain;

namespace Incidents.Application.Tests.Csv;

public sealed class ACsvFile
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a, b", "\"a, b\"")]
    [InlineData("say \"no\"", "\"say \"\"no\"\"\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData(" indented", "\" indented\"")]
    [InlineData("", "")]
    public void quotes_what_would_end_a_cell(string text, string cell) =>
        CsvWriter.Cell(text).Should().Be(cell);

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+44 20 7946 0000")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    [InlineData("|calc")]
    [InlineData("＝1+1")]
    [InlineData("＠SUM(A1)")]
    public void carries_no_formula(string text) => CsvWriter.Cell(text).Should().Be("'" + text);

    [Theory]
    [InlineData("  =cmd|' /C calc'!A0", "'  =cmd|' /C calc'!A0")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r\n=HYPERLINK(\"x\")", "\"'\r\n=HYPERLINK(\"\"x\"\")\"")]
    public void carries_no_formula_behind_white_space_either(string text, string cell) =>
        CsvWriter.Cell(text).Should().Be(cell);

    [Fact]
    public void writes_numbers_instants_and_words_as_they_are()
    {
        CsvWriter.Cell(-5).Should().Be("-5");
        CsvWriter.Cell(2.50m).Should().Be("2.50");
        CsvWriter.Cell(true).Should().Be("true");
        CsvWriter.Cell(Severity.Critical).Should().Be("critical");
        CsvWriter.Cell(new DateOnly(2026, 3, 4)).Should().Be("2026-03-04");
        CsvWriter.Cell(new DateTimeOffset(2026, 3, 4, 10, 0, 0, TimeSpan.FromHours(1))).Should()
            .Be("2026-03-04T09:00:00Z");
        CsvWriter.Cell(null).Should().BeEmpty();
        FluentActions.Invoking(() => CsvWriter.Cell(1.5)).Should().Throw<NotSupportedException>();
    }

    [Fact]
    public async Task has_a_head_and_a_row_on_each_line()
    {
        using var sink = new MemoryStream();
        var csv = new CsvWriter(sink);
        await csv.Head(["one", "two"], TestContext.Current.CancellationToken);
        await csv.Row([1, "é"], TestContext.Current.CancellationToken);
        await csv.Row([null, null], TestContext.Current.CancellationToken);

        Encoding.UTF8.GetString(sink.ToArray()).Should().Be("one,two\r\n1,é\r\n,\r\n");
    }
}
