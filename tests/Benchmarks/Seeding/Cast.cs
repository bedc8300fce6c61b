using System.Collections.Immutable;
using Incidents.Application.People;
using Incidents.Application.PersonalData;
using Incidents.Application.Tenants;
using Incidents.Domain;

namespace Incidents.Benchmarks.Seeding;

/// <summary>Somebody of the seeded school.</summary>
internal sealed record Member(string Subject, string Name, Actor Actor)
{
    public Role Role { get; } = Actor.Roles.Order().First();
}

/// <summary>The people of the seeded school, the same at every run: some who lead, some who investigate, and
/// many who report: more, the more is reported.</summary>
internal sealed class Cast
{
    private const int FewestTeachers = 24;

    /// <summary>So many incidents does each of the staff report in five years.</summary>
    private const int ReportsOfEach = 4;

    private readonly Dictionary<string, Member> _members = new(StringComparer.Ordinal);
    private readonly KeyChain _keys = new();

    /// <param name="incidents">How many they report.</param>
    public Cast(Random random, int incidents)
    {
        OfficeManager = Join(random, "office-manager", "Olive Marsh", Role.OfficeManager);
        Headteacher = Join(random, "headteacher", "Hannah Reed", Role.Headteacher);
        Chair = Join(random, "chair", "Charles Holt", Role.ChairOfGovernors);
        ProtectionOfficer =
            Join(random, "protection-officer", "Priya Nair", Role.DataProtectionOfficer);
        Investigators =
        [
            .. Enumerable.Range(1, 9).Select(
                n => Join(random, $"line-manager-{n}", $"Line Manager {n}", Role.LineManager)),
            .. Enumerable.Range(1, 3).Select(n => Join(
                random, $"investigating-officer-{n}", $"Officer {n}", Role.InvestigatingOfficer)),
        ];
        Staff = [.. Enumerable.Range(1, Math.Max(FewestTeachers, incidents / ReportsOfEach)).Select(
            n => Join(random, $"teacher-{n}", $"Teacher {n}", Role.Staff))];
    }

    public Member OfficeManager { get; }

    public Member Headteacher { get; }

    public Member Chair { get; }

    public Member ProtectionOfficer { get; }

    public ImmutableArray<Member> Investigators { get; }

    public ImmutableArray<Member> Staff { get; }

    /// <summary>The key of somebody of the school; none: it is somebody else's.</summary>
    public byte[]? KeyOf(Guid person) => _keys.Get(person);

    /// <summary>Every key, to be stored.</summary>
    public IReadOnlyList<MadeKey> Keys => _keys.Made;

    /// <summary>Who somebody named is.</summary>
    public KnownIdentity Identify(INamedPerson named, Random random) => named.Subject is { } subject
        ? new(_members[subject].Actor.PersonId, [.. _members[subject].Actor.Roles])
        : new(Guids.Random(random), []);

    /// <summary>The rows by which the service knows them.</summary>
    public IEnumerable<PersonRow> Rows(string tenant, PeopleDirectory people) =>
        _members.Values.Select(member => new PersonRow(
            member.Actor.PersonId, people.HashOf(tenant, member.Subject),
            Vault.SealPersonal(tenant, member.Actor.PersonId, "subject", member.Subject, _keys),
            Vault.SealPersonal(tenant, member.Actor.PersonId, "name", member.Name, _keys),
            [.. member.Actor.Roles]));

    private Member Join(Random random, string subject, string name, Role role)
    {
        var member = new Member(subject, name, new(Guids.Random(random), [role]));
        _keys.GetOrMake(member.Actor.PersonId, KeyPurpose.Person);

        return _members[subject] = member;
    }
}

/// <summary>Ids that come out the same at every run.</summary>
internal static class Guids
{
    public static Guid Random(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);

        return Of(bytes, version: 4);
    }

    /// <summary>An id that sorts by an instant.</summary>
    public static Guid At(DateTimeOffset instant, Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        var milliseconds = instant.ToUnixTimeMilliseconds();
        for (var at = 0; at < 6; at++)
            bytes[at] = (byte)(milliseconds >> (8 * (5 - at)));

        return Of(bytes, version: 7);
    }

    private static Guid Of(Span<byte> bytes, int version)
    {
        bytes[6] = (byte)((bytes[6] & 0x0F) | (version << 4));
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);

        return new(bytes, bigEndian: true);
    }
}
