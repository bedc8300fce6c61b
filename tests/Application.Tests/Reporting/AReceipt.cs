using Incidents.Application.Reporting;

namespace Incidents.Application.Tests.Reporting;

public sealed class AReceipt
{
    [Fact]
    public void has_sixteen_digits_that_are_right_together() =>
        Enumerable.Range(0, 500).Select(_ => Receipt.New()).Should().OnlyHaveUniqueItems()
            .And.OnlyContain(receipt => receipt.Length == 16 && Receipt.Read(receipt) == receipt);

    [Fact]
    public void is_read_as_people_type_it() =>
        Receipt.Read(" 4929 0073-1558 0048 ").Should().Be("4929007315580048");

    [Fact]
    public void tells_every_slip_of_one_digit()
    {
        var receipt = Receipt.New();
        var slips = from place in Enumerable.Range(0, receipt.Length)
                    from digit in "0123456789"
                    where digit != receipt[place]
                    select receipt[..place] + digit + receipt[(place + 1)..];

        slips.Should().HaveCount(144).And.OnlyContain(slip => Receipt.Read(slip) == null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("492900731558004")]
    [InlineData("49290073155800480")]
    [InlineData("4929007315580O48")]
    [InlineData("４９２９００７３１５５８００４８")]
    [InlineData("4929007315580048 4929007315580048 4929007315580048")]
    public void is_nothing_else(string typed) => Receipt.Read(typed).Should().BeNull();
}
