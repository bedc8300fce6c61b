using System.Security.Cryptography;
using System.Text;

namespace Incidents.Domain.Tests;

/// <summary>The people of a school; a subject is always the same person.</summary>
internal static class School
{
    private static readonly Dictionary<string, Actor> Members = new(StringComparer.Ordinal);
    private static int _strangers;

    public static readonly Actor Teacher = Member("teacher", Role.Staff);
    public static readonly Actor OfficeManager = Member("office-manager", Role.OfficeManager);
    public static readonly Actor OtherOfficeManager = Member("other-office-manager", Role.OfficeManager);
    public static readonly Actor Headteacher = Member("headteacher", Role.Headteacher);
    public static readonly Actor Deputy = Member("deputy", Role.DeputyHeadteacher);
    public static readonly Actor Chair = Member("chair", Role.ChairOfGovernors);
    public static readonly Actor ProtectionOfficer = Member("protection-officer", Role.DataProtectionOfficer);
    public static readonly Actor LineManager = Member("line-manager", Role.LineManager);
    public static readonly Actor Officer = Member("officer", Role.InvestigatingOfficer);
    public static readonly Actor Leader = Member("leader", Role.SeniorLeader);
    public static readonly Actor Auditor = Member("auditor", Role.Auditor);
    public static readonly Actor Administrator = Member("administrator", Role.Administrator);
    public static readonly Actor Reader = Member("reader", Role.Reporting);
    public static readonly Actor Sensor = Member("sensor", Role.Integration);
    public static readonly Actor Pupil = Member("pupil");

    public static IReadOnlyList<Actor> Everybody => [.. Members.Values];

    /// <summary>Somebody who holds this role and nothing else, and has no part in any incident.</summary>
    public static Actor Somebody(Role role) => new(IdOf($"somebody-{role}"), [role]);

    public static string SubjectOf(Actor actor) =>
        Members.First(member => member.Value.PersonId == actor.PersonId).Key;

    public static KnownIdentity Identify(INamedPerson person) => person.Subject switch
    {
        null => new(new Guid(Interlocked.Increment(ref _strangers), 0, 0, new byte[8]), []),
        var subject => new(IdOf(subject), RolesOf(subject)),
    };

    public static ImmutableArray<Role> RolesOf(string subject) =>
        Members.TryGetValue(subject, out var member) ? [.. member.Roles.Order()] : [];

    private static Guid IdOf(string subject) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(subject)).AsSpan(0, 16));

    private static Actor Member(string subject, params ImmutableHashSet<Role> roles) =>
        Members[subject] = new Actor(IdOf(subject), roles);
}
