using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Incidents.Application.Notifications;
using Incidents.Domain;
using Microsoft.Extensions.DependencyInjection;

namespace Incidents.Api.Tests.Notifications;

public sealed class MailOverTls(TestCluster cluster)
{
    private const string Password = "a password of the school";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(MailSecurity.StartTls), InlineData(MailSecurity.Tls)]
    public async Task is_sent_to_a_server_whose_certificate_is_trusted(MailSecurity security)
    {
        using var certificate = Certificate();
        await using var sink = Sink(certificate, security);

        var notice = await Tells(sink, security, Password, certificate);

        notice["state"]!.GetValue<string>().Should().Be("sent");
        sink.Mails.Should().ContainSingle();
    }

    [Theory, InlineData(MailSecurity.StartTls), InlineData(MailSecurity.Tls)]
    public async Task is_not_sent_to_a_server_with_another_certificate(MailSecurity security)
    {
        using var certificate = Certificate();
        using var other = Certificate();
        await using var sink = Sink(certificate, security);

        (await Tells(sink, security, Password, other))["problem"]!.GetValue<string>().Should()
            .Be("certificateRefused");
        (await Tells(sink, security, Password, trusted: null))["problem"]!.GetValue<string>().Should()
            .Be("certificateRefused");
        sink.Mails.Should().BeEmpty();
    }

    [Fact]
    public async Task is_not_sent_to_a_server_of_another_name()
    {
        using var certificate = Certificate("mail.elsewhere.example", IPAddress.Parse("192.0.2.1"));
        await using var sink = Sink(certificate, MailSecurity.Tls);

        (await Tells(sink, MailSecurity.Tls, Password, certificate))["problem"]!.GetValue<string>().Should()
            .Be("certificateRefused");
    }

    [Fact]
    public async Task shows_that_the_password_is_wrong_and_names_no_secret()
    {
        using var certificate = Certificate();
        await using var sink = Sink(certificate, MailSecurity.StartTls);

        var notice = await Tells(sink, MailSecurity.StartTls, "another password", certificate);

        notice["state"]!.GetValue<string>().Should().Be("waiting");
        notice["problem"]!.GetValue<string>().Should().Be("credentialsRefused");
        notice.ToJsonString().Should().NotContain("another password");
        sink.Mails.Should().BeEmpty();
    }

    [Fact]
    public async Task is_not_sent_in_clear_where_the_server_offers_no_tls()
    {
        await using var sink = new MailSink(password: Password);

        (await Tells(sink, MailSecurity.StartTls, Password, trusted: null))["problem"]!.GetValue<string>()
            .Should().Be("notOffered");
    }

    private static MailSink Sink(X509Certificate2 certificate, MailSecurity security) =>
        new(certificate, isTlsFromTheBeginning: security == MailSecurity.Tls, Password);

    /// <summary>What came of the notice of a report.</summary>
    private async Task<System.Text.Json.Nodes.JsonNode> Tells(
        MailSink sink, MailSecurity security, string password, X509Certificate2? trusted)
    {
        await using var school = new School(cluster)
        {
            Set = settings => settings with
            {
                Mail = new("127.0.0.1", sink.Port, security, "incidents", password,
                    "incidents@school.example",
                    new Dictionary<(string, Role), string>
                    {
                        [("default", Role.OfficeManager)] = "office@school.example",
                    },
                    trusted is null ? null : [X509CertificateLoader.LoadCertificate(trusted.RawData)]),
            },
        };
        await school.InitializeAsync();
        await school.Reports();
        school.Clock.Advance(TimeSpan.FromMinutes(2));
        await school.Services.GetRequiredService<MailDelivery>().Round(Cancel);
        string.Join('\n', school.Log.Lines).Should().NotContain(password);

        return (await school.OfficeManager.Gets("/v1/notices")).Items.Should().ContainSingle().Subject;
    }

    private static X509Certificate2 Certificate(string name = "localhost", IPAddress? address = null)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(
            $"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(address ?? IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));

        // With a key that the platform's TLS takes.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), password: null);
    }
}
