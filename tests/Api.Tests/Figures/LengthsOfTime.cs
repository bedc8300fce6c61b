namespace Incidents.Api.Tests.Figures;

public sealed class LengthsOfTime(School school) : IClassFixture<School>
{
    [Fact]
    public async Task are_exact_although_the_sums_know_them_only_to_two_digits()
    {
        foreach (var seconds in (int[])[0, 5, 99, 100, 1_234, 1_239, 1_299, 86_399, 1_000_003])
        {
            school.Clock.Advance(TimeSpan.FromDays(12));
            var incident = await school.Reports();
            school.Clock.Advance(TimeSpan.FromSeconds(seconds));
            await school.OfficeManager.Classifies(incident, "minor");
        }

        var length = (await school.OfficeManager.Gets("/v1/reports/statistics"))["timeToClassify"]!;

        length.ToJsonString().Should().Be(
            """{"incidents":9,"medianSeconds":1234,"ninetiethPercentileSeconds":1000003}""");
        var spring = await school.OfficeManager.Gets("/v1/reports/statistics?to=2026-04-20");
        var begin = spring["timeToClassify"]!;
        begin["incidents"]!.GetValue<long>().Should().Be(4);
        begin["medianSeconds"]!.GetValue<long>().Should().Be(5);
    }
}
