using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Incidents.Application.Notifications;
using Incidents.Domain;
using MimeKit;

namespace Incidents.Api.Hosting;

/// <summary>Reads how notices are sent: <c>Mail__Host</c>, <c>Mail__Port</c>, <c>Mail__Security</c>,
/// <c>Mail__User</c>, <c>Mail__Password</c>, <c>Mail__TrustedCertificates</c>, <c>Mail__From</c>, and
/// for each mailbox <c>Mail__To__TENANT__ROLE</c>.</summary>
internal static class MailConfiguration
{
    /// <summary>The settings; none where no server is named.</summary>
    /// <exception cref="SettingException">One of them cannot be used.</exception>
    public static MailSettings? From(IConfiguration configuration)
    {
        var mail = configuration.GetSection("Mail");
        if (string.IsNullOrWhiteSpace(mail["Host"]))
            return null;

        var security = Word<MailSecurity>(mail["Security"] ?? "startTls", "Mail__Security");
        var port = mail.GetValue("Port", security switch
        {
            MailSecurity.StartTls => 587,
            MailSecurity.Tls => 465,
            _ => 25,
        });

        return new(mail["Host"]!, port, security, mail["User"], mail["Password"],
            Address(mail["From"] ?? "", "Mail__From"),
            mail.GetSection("To").GetChildren().SelectMany(Mailboxes)
                .ToDictionary(box => (box.Tenant, box.Role), box => box.Address),
            Trusted(mail["TrustedCertificates"]));
    }

    private static X509Certificate2Collection? Trusted(string? path)
    {
        if (string.IsNullOrWhiteSpace(path))
            return null;

        try
        {
            var trusted = new X509Certificate2Collection();
            trusted.ImportFromPemFile(path);

            return trusted.Count > 0 ? trusted : throw new CryptographicException("there is none in it.");
        }
        catch (Exception exception) when (
            exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new SettingException(
                $"Mail__TrustedCertificates is a PEM file with certificates; {path} cannot be read: "
                    + exception.Message);
        }
    }

    private static IEnumerable<(string Tenant, Role Role, string Address)> Mailboxes(
        IConfigurationSection tenant) => tenant.GetChildren().Select(role =>
        {
            var setting = $"Mail__To__{tenant.Key}__{role.Key}";
            foreach (var address in (role.Value ?? "").Split(',', StringSplitOptions.TrimEntries))
                Address(address, setting);

            return (tenant.Key, Word<Role>(role.Key, setting), role.Value!);
        });

    private static TEnum Word<TEnum>(string text, string setting)
        where TEnum : struct, Enum =>
        Enum.TryParse<TEnum>(text, ignoreCase: true, out var word) && Enum.IsDefined(word)
            ? word
            : throw new SettingException(
                $"{setting}: '{text}' is none of "
                    + $"{string.Join(", ", Enum.GetValues<TEnum>().Select(Words.CamelCase))}.");

    private static string Address(string text, string setting) => MailboxAddress.TryParse(text, out _)
        ? text
        : throw new SettingException($"{setting} is no mail address.");
}
