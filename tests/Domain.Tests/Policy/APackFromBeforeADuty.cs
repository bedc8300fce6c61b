namespace Incidents.Domain.Tests;

public sealed class APackFromBeforeADuty
{
    private static readonly PolicyPack Older =
        Pack with { Duties = [.. Pack.Duties.Where(row => row.Duty != "access")] };

    [Fact]
    public void leaves_it_to_whom_the_template_gives_it()
    {
        Older.HasDuty("access").Should().BeTrue();
        Older.Holders("access", Severity.Minor).Should()
            .BeEquivalentTo(Pack.Holders("access", Severity.Minor));
    }

    [Fact]
    public void knows_no_duty_that_the_template_does_not_have()
    {
        Older.HasDuty("tidying-up").Should().BeFalse();
        Older.Holders("tidying-up", Severity.Minor).Roles.Should().BeEmpty();
    }
}
