using System.Collections.Immutable;
using Microsoft.OpenApi;

namespace Incidents.Api.OpenApi.Operations;

/// <summary>The parts of an incident's life, in the policy's words.</summary>
internal static class Tags
{
    public const string Reporting = "Reporting";
    public const string WithoutName = "Without a name";
    public const string Classification = "Classification";
    public const string Allocation = "Allocation";
    public const string Investigation = "Investigation";
    public const string Risks = "Risks";
    public const string Evidence = "Evidence";
    public const string Escalation = "Escalation";
    public const string DataSubjects = "Data subjects";
    public const string Disciplinary = "Disciplinary";
    public const string Communications = "Communications";
    public const string Controls = "Controls";
    public const string Oversight = "Oversight";
    public const string Regulator = "Regulator";
    public const string Outcome = "Outcome";
    public const string Closure = "Closure";
    public const string Detriment = "Detriment";
    public const string Access = "Access";
    public const string Retention = "Retention";
    public const string Policy = "Policy";
    public const string Queries = "Queries";
    public const string Administration = "Administration";

    /// <summary>All of them, in the order of an incident's life.</summary>
    public static ImmutableArray<OpenApiTag> All { get; } =
    [
        Tag(Reporting,
            "Reporting at once what happened or nearly did, adding what becomes known, and correcting what "
                + "was said (must-1, must-2, how-3c)."),
        Tag(WithoutName,
            "Reporting without saying who one is, and following it up by receipt (how-1). Nobody signs in, "
                + "and nothing of a request is kept but what its body says."),
        Tag(Classification,
            "Checking the details with those who know, and deciding how grave it is (how-5a, how-5b)."),
        Tag(Allocation, "Deciding who investigates, and with whom (must-3, must-4, how-4b, how-4c)."),
        Tag(Investigation,
            "Saying what is investigated, speaking to people, getting expert help, recording decisions, "
            + "ruling steps out and recommending remedial actions (how-3, how-6d)."),
        Tag(Risks, "Identifying the risks that the incident brings, and managing them (how-3g)."),
        Tag(Evidence, "Keeping what the investigation rests on (how-3c)."),
        Tag(Escalation, "Handing the incident up to someone with more authority (how-3e)."),
        Tag(DataSubjects, "Informing the people whose data it is, or recording why not (how-3f)."),
        Tag(Disciplinary, "Commencing disciplinary action, or recording why not (how-3h)."),
        Tag(Communications, "Planning whom to tell what, and recording what was sent (how-3i)."),
        Tag(Controls,
            "Putting controls in place against recurrence, and looking whether they work (how-3j)."),
        Tag(Oversight, "Advising who investigates, and stepping in (how-5d, how-4e)."),
        Tag(Regulator, "Establishing awareness, assessing for the ICO and notifying it (how-6c)."),
        Tag(Outcome, "Reporting the outcome, judging it and reviewing its report (how-3k, how-4d, how-5e)."),
        Tag(Closure,
            "Closing the incident once nothing stands in the way, opening it again, and linking it to others "
                + "(how-5e, must-5, why-1)."),
        Tag(Detriment, "Saying that one suffers for having reported, and what came of that (how-1)."),
        Tag(Access,
            "Standing in for somebody who is away, letting in somebody who was shut out, and deciding "
            + "who may know a protected reporter (why-5, how-1)."),
        Tag(Retention,
            "Keeping for as long as the law may ask, and erasing an incident or a person after that (ref)."),
        Tag(Policy, "The policy as data, and the versions of it that the school has adopted (doc)."),
        Tag(Queries, "Reading incidents, their history and the register, each as far as the reader may see."),
        Tag(Administration, "Keys, tenants and the health of the service; none of it shows an incident."),
    ];

    private static OpenApiTag Tag(string name, string description) =>
        new() { Name = name, Description = description };
}
