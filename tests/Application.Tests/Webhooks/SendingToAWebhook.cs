using System.Net;
using System.Net.Sockets;
using System.Text;
using Incidents.Application.Webhooks;

namespace Incidents.Application.Tests.Webhooks;

public sealed class SendingToAWebhook
{
    [Fact]
    public async Task connects_nowhere_where_a_harmless_name_stands_for_an_address_inside()
    {
        using var inside = new TcpListener(IPAddress.Loopback, 0);
        inside.Start();
        var url = $"http://localhost:{((IPEndPoint)inside.LocalEndpoint).Port}/";
        var settings = new WebhookSettings(AllowHttp: true);
        using var sender = new WebhookSender(settings, TimeProvider.System);

        settings.WrongWith(url).Should().BeNull("only its name is known when it is entered");
        (await sender.Send(new(url), "1", [], [WebhookSignature.NewSecret()],
            TestContext.Current.CancellationToken))
            .Should().Be(new Attempt(DeliveryProblem.AddressRefused, Status: null));
        inside.Pending().Should().BeFalse();
    }

    /// <summary>The example by which libraries of Standard Webhooks are tested, in every language.</summary>
    [Fact]
    public void is_signed_as_every_library_of_the_standard_signs() =>
        WebhookSignature.Header("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
            Encoding.UTF8.GetBytes("""{"test": 2432232314}"""), ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])
            .Should().Be("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}
