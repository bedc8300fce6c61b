using System.Collections.Immutable;
using System.Reflection;
using Incidents.Application.Policy;
using Incidents.Application.Tests.Store;
using Incidents.Domain;

namespace Incidents.Application.Tests.PersonalData;

/// <summary>Every event as it is decided, with its texts still clear: each command, filled in each way, is
/// decided on an incident at each point of its life. What is refused tells nothing here.</summary>
internal static class DecidedEvents
{
    private static readonly PolicyPack Pack = DefaultPack.Create();
    private static readonly DateTimeOffset Now = new(2026, 4, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Somebody = new("0198c0de-0000-4000-8000-000000000003");

    private static readonly IncidentEvent[] Life =
        [.. GoldenFile.All.Where(file => file.IsFull).Select(file => file.Loaded).OfType<IncidentEvent>()
            .Where(@event => @event is not IncidentImported)];

    private static readonly Dictionary<Guid, IncidentEvent> Parts = Life
        .SelectMany(@event => PartsOf(@event).Select(id => (Id: id, Event: @event)))
        .ToDictionary(part => part.Id, part => part.Event);

    public static IReadOnlyList<StoredEvent> All { get; } =
        [.. OfIncidents(), .. OfTenants(), .. OfThePolicy()];

    private static IEnumerable<StoredEvent> OfIncidents() =>
        from command in Commands()
        from incident in Incidents()
        let decision = Decide(command, incident)
        where decision is Recorded
        from @event in ((Recorded)decision).Events
        select @event;

    // These are made where the rows are that belong to them.
    private static IEnumerable<StoredEvent> OfTenants() =>
    [
        new TenantMade(Text.Narrative("name")),
        PolicyPacks.First(Pack),
        new ApiKeyMade(Somebody, Somebody, Text.Name("name", Somebody, TextClass.Actor), [], ExpiresOn: null),
        new ApiKeyRevoked(Somebody),
        new WebhookMade(Somebody, Text.Narrative("url"), ["incidentReported"]),
        new WebhookSecretRotated(Somebody, new(2026, 3, 3, 9, 0, 0, TimeSpan.Zero)),
        new WebhookReplayed(Somebody, After: 17),
        new WebhookRemoved(Somebody),
        new TenantExported(Somebody),
        new TenantLoaded(Somebody, Events: 17),
        new PersonErased(Somebody, Text.Narrative("legalBasis"), Text.Narrative("reason")),
    ];

    private static IEnumerable<StoredEvent> OfThePolicy()
    {
        var raiser = new Raiser(Somebody, [Role.Staff]);
        var text = Text.Narrative("text");

        return
        [
            new PolicyExceptionRequested(raiser, [Points.How2], text, ReasonsRead: true, Until: null),
            new PolicyExceptionApproved(new(2026, 7, 17), text),
            new PolicyExceptionRefused(text),
            new PolicyExceptionExpired(new(2026, 7, 17)),
            new PolicyChangeProposed(raiser, [Points.How2], text, text),
            new PolicyChangeAgreed(text, text),
            new PolicyChangeDeclined(text),
        ];
    }

    private static IEnumerable<Incident> Incidents()
    {
        var incident = Incident.Initial;
        yield return incident;
        foreach (var @event in Life)
        {
            incident = incident.Evolve(@event);
            yield return incident;
            yield return incident with
            {
                Circle = incident.Circle with
                {
                    Reporter = incident.Circle.Reporter with { PersonId = Somebody },
                },
            };
            yield return incident with
            {
                Steps = Done,
                Severity = Severity.Minor,
                Finding = null,
                ClosedAt = Now.AddYears(-20),
                LegalHolds = [],
                OpenActions = [new(PartCalled("ActionId"), Planned: true)],
            };
        }
    }

    private static ImmutableSortedDictionary<string, StepMark> Done =>
        Domain.Checklist.BeforeOutcomeReport.ToImmutableSortedDictionary(
            point => point, _ => new StepMark(1, RuledOut: false), StringComparer.Ordinal);

    private static Decision Decide(IncidentCommand command, Incident incident) =>
        command.Decide(incident, new()
        {
            Actor = new(Somebody, [Role.OfficeManager]),
            Now = Now,
            Pack = Pack,
            Pin = new(1, "hash"),
            NewId = FilledEvent.Stream,
            Identity = new(new("0198c0de-0000-4000-8000-000000000004"), "who it is"),
            People = (command as INamesPeople)?.NamedPeople.ToDictionary(
            person => person, _ => new KnownIdentity(Somebody, []),
            (IEqualityComparer<INamedPerson>)ReferenceEqualityComparer.Instance) ?? [],
            Parts = Parts,
            Past = command is INamesEvent ? new(Said, Somebody) : null,
            Other = command is INamesOther { NamedOther: var other } ? new(other, false) : null,
        });

    /// <summary>An event of which everything can be corrected.</summary>
    private static IncidentReported Said => Life.OfType<IncidentReported>().Single();

    private static IEnumerable<Guid> PartsOf(IncidentEvent @event) => @event switch
    {
        EvidenceRecorded e => [e.EvidenceId],
        ExpertHelpRequested e => [e.HelpId],
        RiskIdentified e => [e.RiskId],
        ControlPutInPlace e => [e.ControlId],
        DetrimentConcernRaised e => [e.ConcernId],
        IncidentEscalated e => [e.EscalationId],
        RemedialActionRecommended e => [e.ActionId],
        _ => [],
    };

    private static IEnumerable<IncidentCommand> Commands() =>
        from type in typeof(IncidentCommand).Assembly.GetTypes()
        where type.IsSubclassOf(typeof(IncidentCommand)) && !type.IsAbstract
        from role in Enum.GetValues<Role>()
        from yes in (bool[])[true, false]
        from command in Each((IncidentCommand)Fill(type, role, yes))
        select command;

    /// <summary>What a correction records depends on the field that it names.</summary>
    private static IEnumerable<IncidentCommand> Each(IncidentCommand command) =>
        command is CorrectRecord correction
            ? from field in (string[])["title", "systemsInvolved", "peopleInvolved"]
              select correction with { Field = field }
            : [command];

    private static object Fill(Type type, Role role, bool yes)
    {
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        var made = constructor.Invoke([.. constructor.GetParameters()
            .Select(parameter => Value(parameter.ParameterType, parameter.Name!, role, yes))]);

        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is not null
                && constructor.GetParameters().All(parameter => parameter.Name != property.Name)))
        {
            property.SetValue(made, Value(property.PropertyType, property.Name, role, yes));
        }

        return made;
    }

    private static object? Value(Type type, string name, Role role, bool yes) => type switch
    {
        _ when type == typeof(string) => Word(name),
        _ when type == typeof(Guid) => PartCalled(name),
        _ when type == typeof(DateTimeOffset) => Now.AddHours(-1),
        _ when type == typeof(TimeOnly) => new TimeOnly(14, 30),
        _ when type == typeof(DateOnly) => new DateOnly(2026, 4, 2),
        _ when type == typeof(int) => 2,
        _ when type == typeof(long) => 2L,
        _ when type == typeof(bool) => yes,
        _ when type == typeof(Role) => role,
        { IsEnum: true } => Enum.ToObject(type, 1),
        _ when Nullable.GetUnderlyingType(type) is { } inner => Value(inner, name, role, yes),
        { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) =>
            List(type.GetGenericArguments()[0], name, role, yes),
        _ => Fill(type, role, yes),
    };

    private static string Word(string name) => name switch
    {
        "BreachType" => Pack.BreachTypes[0].Id,
        "InformationPolicies" or "PoliciesBreached" => Pack.InformationPolicies[0].Id,
        "Point" => Points.How3d,
        "Duty" => DutyIds.Leadership,
        "Sha256" or "SentSha256" => new string('a', 64),
        _ => name,
    };

    private static Guid PartCalled(string name) => name switch
    {
        "ConcernId" => Life.OfType<DetrimentConcernRaised>().Single().ConcernId,
        "EvidenceId" => Life.OfType<EvidenceRecorded>().Single().EvidenceId,
        "EvidenceIds" => Life.OfType<EvidenceRecorded>().Single().EvidenceId,
        "HelpId" => Life.OfType<ExpertHelpRequested>().Single().HelpId,
        "RiskId" => Life.OfType<RiskIdentified>().Single().RiskId,
        "ControlId" => Life.OfType<ControlPutInPlace>().Single().ControlId,
        "EscalationId" => Life.OfType<IncidentEscalated>().Single().EscalationId,
        "HoldId" => Life.OfType<LegalHoldPlaced>().Single().HoldId,
        "RequestId" => Life.OfType<ReporterIdentityRequested>().Single().RequestId,
        "ActionId" => Life.OfType<RemedialActionRecommended>().Single().ActionId,
        _ => Somebody,
    };

    private static Array List(Type element, string name, Role role, bool yes)
    {
        var list = Array.CreateInstance(element, 1);
        list.SetValue(Value(element, name, role, yes), 0);

        return list;
    }
}
