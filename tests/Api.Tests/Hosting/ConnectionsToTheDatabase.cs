using Incidents.Api.Hosting;
using Npgsql;

namespace Incidents.Api.Tests.Hosting;

public sealed class ConnectionsToTheDatabase
{
    [Theory]
    [InlineData("db.example")]
    [InlineData("10.0.0.7")]
    [InlineData("localhost,db.example")]
    [InlineData("localhost.example")]
    public void to_another_machine_are_encrypted_or_there_are_none(string hosts) =>
        Mode($"Host={hosts}").Should().Be(SslMode.Require);

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:5433,localhost:5434")]
    [InlineData("::1")]
    [InlineData("/var/run/postgresql")]
    public void on_this_machine_need_no_encryption(string hosts) =>
        Mode($"Host={hosts}").Should().Be(SslMode.Prefer);

    [Theory]
    [InlineData("SSL Mode=Disable", SslMode.Disable)]
    [InlineData("sslmode=prefer", SslMode.Prefer)]
    [InlineData("Ssl Mode=VerifyFull", SslMode.VerifyFull)]
    public void are_as_they_are_given(string setting, SslMode mode) =>
        Mode($"Host=db.example;{setting}").Should().Be(mode);

    private static SslMode Mode(string connection) =>
        DatabaseConnections.Completed(new(connection)).SslMode;
}
