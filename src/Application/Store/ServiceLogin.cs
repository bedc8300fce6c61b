using System.Security.Cryptography;
using System.Text;
using Incidents.Application.PersonalData;
using Npgsql;

namespace Incidents.Application.Store;

/// <summary>The role under which the service logs in: a member of
/// <see cref="SchemaOwner.ApplicationRole"/>.</summary>
/// <param name="Password">None: it logs in by other means, such as a certificate or a socket.</param>
public sealed record ServiceLogin(string Name, string? Password)
{
    private const int PasswordBytes = 32;

    /// <summary>The login of a connection. Where that names a password file that is not there yet, the file
    /// is made, with a password that nobody has seen.</summary>
    public static ServiceLogin Of(NpgsqlConnectionStringBuilder connection)
    {
        var name = connection.Username
            ?? throw new ArgumentException("The connection names no user.", nameof(connection));

        return new(name, connection.Password ?? (connection.Passfile is { } file ? Kept(file, name) : null));
    }

    /// <summary>Makes the login where it is not there, and a member where it is none. One that is there keeps
    /// its password: it may be somebody else's to change.</summary>
    internal string Sql =>
        $"""
        do $login$ begin
            if not exists (select from pg_roles where rolname = {Literal(Name)}) then
                create role {Identifier(Name)} login
                    {(Password is null ? "" : $"password {Literal(Password)}")};
            end if;
            if not pg_has_role({Literal(Name)}, '{SchemaOwner.ApplicationRole}', 'member') then
                grant {SchemaOwner.ApplicationRole} to {Identifier(Name)};
            end if;
        end $login$;
        """;

    private static string? Kept(string file, string name)
    {
        using (PrivateFiles.Lock(file + ".lock"))
        {
            if (!File.Exists(file))
                PrivateFiles.Write(file, Encoding.UTF8.GetBytes($"*:*:*:{name}:{NewPassword()}\n"));
        }

        return File.ReadLines(file)
            .Select(line => line.Split(':'))
            .FirstOrDefault(entry => entry is [_, _, _, var user, _] && user == name)?[^1];
    }

    private static string NewPassword() =>
        Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PasswordBytes));

    private static string Identifier(string name) =>
        $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
