using Incidents.Domain;

namespace Incidents.Benchmarks.Seeding;

/// <summary>How the life of an incident goes. Shares and lengths are those of a school that keeps its record
/// well and is sometimes late: many near misses and much that turns out to be none, few grave incidents,
/// one in a hundred told to the ICO.</summary>
internal static class Plot
{
    private const int DuplicatesInHundred = 8;
    private const int NoIncidentsInHundred = 38;

    /// <summary>Whether the incident of a seed turns out to be a duplicate of another.</summary>
    public static bool IsDuplicate(int seed) => new Random(seed).Next(100) < DuplicatesInHundred;

    /// <summary>Lives it through, as far as the time that is told of goes.</summary>
    /// <param name="seed">Of this incident.</param>
    /// <param name="earlier">An incident of before, that is no duplicate.</param>
    public static Life Of(World world, Guid id, DateTimeOffset reportedAt, int seed, Guid? earlier)
    {
        var life = new Life(world, id, reportedAt, new Random(seed));
        var random = life.Random;
        var fate = random.Next(100);
        var reporter = world.Cast.Staff[random.Next(world.Cast.Staff.Length)];
        var traits = Report(life, reporter, reportedAt);

        if (random.Next(8) == 0)
        {
            life.Wait(3);
            life.Does(reporter.Actor, new AddDetails { Description = Words.Story(random) });
        }

        life.Wait(random.Next(16) == 0 ? 24 : 2);
        if (fate < DuplicatesInHundred && earlier is { } other)
            Duplicate(life, other);
        else if (fate < DuplicatesInHundred + NoIncidentsInHundred)
            NoIncident(life);
        else
            Investigated(life, traits);

        return life;
    }

    private static Traits Report(Life life, Member reporter, DateTimeOffset at)
    {
        var random = life.Random;
        var severity = random.Next(1000) switch
        {
            < 560 => Severity.Minor,
            < 860 => Severity.Moderate,
            < 965 => Severity.Major,
            _ => Severity.Critical,
        };
        var traits = new Traits(
            severity,
            random.Next(100) switch
            {
                < 30 => IncidentKind.ConfirmedBreach,
                < 68 => IncidentKind.PotentialBreach,
                _ => IncidentKind.NearMiss,
            },
            random.Next(100) < (severity >= Severity.Major ? 80 : 35) ? Answer.Yes : Answer.No);
        var found = at.AddHours(-Math.Round(-Math.Log(1 - random.NextDouble()) * 7, 2));
        life.Does(reporter.Actor, new ReportIncident
        {
            Title = Words.Title(random),
            Kind = traits.Kind,
            Description = Words.Story(random),
            OccurredAt = found.AddHours(-random.Next(1, 30)),
            DiscoveredAt = random.Next(10) == 0 ? null : found,
            Channel = (ReportChannel)random.Next(4),
            Location = Words.Place(random),
            BreachType = Words.BreachType(random),
            InformationPolicies = [.. Enumerable.Range(0, random.Next(1, 3))
                .Select(_ => Words.Policy(random)).Distinct()],
            PeopleInvolved = random.Next(100) < 18
                ? [new($"Somebody {random.Next(10_000)}", null, (Relation)random.Next(3))]
                : null,
            ConcernsRoles = random.Next(1000) < 4 ? [Role.Headteacher] : null,
            PersonalDataInvolved = random.Next(3) == 0 ? traits.PersonalData : null,
        });

        return traits;
    }

    private static void Duplicate(Life life, Guid other)
    {
        var office = life.World.Cast.OfficeManager.Actor;
        life.Does(office, new LinkIncident(LinkRelation.DuplicateOf, other),
            new OtherIncident(other, IsDuplicate: false));
        life.Wait(1);
        life.Does(office, new CloseIncident("Told twice; the first report is worked on."));
    }

    private static void NoIncident(Life life)
    {
        var cast = life.World.Cast;
        life.Does(cast.OfficeManager.Actor, new VerifyDetails(
            "What was reported, with those who were there.", Finding: Finding.NotAnIncident));
        life.Wait(4);
        var closer = life.Incident.NeedsIcoAssessment ? cast.Headteacher : cast.OfficeManager;
        if (!life.Incident.Circle.ShutOutRoles.Contains(closer.Role))
            life.Does(closer.Actor, new CloseIncident("Nothing of ours was touched."));
    }

    private static void Investigated(Life life, Traits traits)
    {
        var random = life.Random;
        var office = life.World.Cast.OfficeManager.Actor;
        if (random.Next(10) < 3)
            life.Does(office, new VerifyDetails("What was reported, by telephone."));
        life.Wait(1);
        life.Does(office, new ClassifyIncident(
            traits.Severity, Words.Reason(random), traits.Kind, PersonalDataInvolved: traits.PersonalData));

        Investigation.Of(life).Carry();
    }

    /// <summary>What kind of incident it is.</summary>
    private sealed record Traits(Severity Severity, IncidentKind Kind, Answer PersonalData);
}
