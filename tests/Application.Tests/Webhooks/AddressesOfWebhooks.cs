using System.Net;
using Incidents.Application.Webhooks;

namespace Incidents.Application.Tests.Webhooks;

public sealed class AddressesOfWebhooks
{
    private static readonly WebhookSettings Usual = new();

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("10.0.0.1")]
    [InlineData("10.255.255.255")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.9.9")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.1")]
    [InlineData("192.0.2.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.19.255.255")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.255")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::7f00:1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("3fff::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456:789a::1")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%2")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void are_not_those_of_a_network_of_ones_own(string address)
    {
        Usual.MayReach(IPAddress.Parse(address)).Should().BeFalse();
        (Usual with { AllowPrivateAddresses = true }).MayReach(IPAddress.Parse(address)).Should().BeTrue();
    }

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("8.8.8.8")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.167.255.255")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a00:1450:4009::200e")]
    [InlineData("2001:4860:4860::8888")]
    public void are_those_of_the_open_internet(string address) =>
        Usual.MayReach(IPAddress.Parse(address)).Should().BeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("tracker.example")]
    [InlineData("/incidents")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://tracker.example/")]
    [InlineData("http://tracker.example/")]
    [InlineData("https://user:word@tracker.example/")]
    [InlineData("https://tracker.example/#there")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    public void are_refused_when_they_are_entered(string url) => Usual.WrongWith(url).Should().NotBeNull();

    [Theory]
    [InlineData("https://tracker.example/incidents?school=7")]
    [InlineData("https://tracker.example:8443/")]
    [InlineData("https://8.8.8.8/")]
    public void are_taken_when_they_are_entered(string url) => Usual.WrongWith(url).Should().BeNull();

    [Fact]
    public void need_no_tls_and_may_be_near_where_that_is_allowed()
    {
        var allowing = new WebhookSettings(AllowHttp: true, AllowPrivateAddresses: true);

        allowing.WrongWith("http://127.0.0.1:9000/").Should().BeNull();
        allowing.WrongWith("ftp://127.0.0.1/").Should().NotBeNull();
    }
}
