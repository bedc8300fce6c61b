namespace Incidents.Domain.Tests;

public sealed class SeeingAnIncident
{
    [Theory]
    [InlineData(Role.Staff, Extent.None)]
    [InlineData(Role.Headteacher, Extent.Whole)]
    [InlineData(Role.DeputyHeadteacher, Extent.Whole)]
    [InlineData(Role.OfficeManager, Extent.Whole)]
    [InlineData(Role.LineManager, Extent.None)]
    [InlineData(Role.InvestigatingOfficer, Extent.None)]
    [InlineData(Role.SeniorLeader, Extent.None)]
    [InlineData(Role.ChairOfGovernors, Extent.Whole)]
    [InlineData(Role.DataProtectionOfficer, Extent.Whole)]
    [InlineData(Role.InformationChampion, Extent.None)]
    [InlineData(Role.Auditor, Extent.Whole)]
    [InlineData(Role.Reporting, Extent.None)]
    [InlineData(Role.Administrator, Extent.None)]
    [InlineData(Role.Integration, Extent.None)]
    [InlineData(Role.Operator, Extent.None)]
    public void belongs_to_these_roles(Role role, Extent extent) =>
        Given(Reported()).Incident.Sees(Somebody(role)).Should().Be(extent);

    [Fact]
    public void as_its_reporter_shows_ones_own_report() =>
        Given(Reported()).Incident.Sees(Teacher).Should().Be(Extent.OwnReport);

    [Fact]
    public void as_the_reporter_is_possible_where_somebody_else_entered_the_report() =>
        Given(Reported(by: Teacher, enteredBy: OfficeManager)).Incident.Sees(Teacher).Should()
            .Be(Extent.OwnReport);

    [Fact]
    public void is_not_for_whoever_merely_wrote_the_report_down() =>
        Given(Reported(by: Teacher, enteredBy: LineManager)).Incident.Sees(LineManager).Should()
            .Be(Extent.None);

    [Fact]
    public void as_a_system_shows_what_that_system_reported()
    {
        Given(Reported(by: Sensor)).Incident.Sees(Sensor).Should().Be(Extent.OwnReport);
        Given(Reported(by: Teacher, enteredBy: Sensor)).Incident.Sees(Sensor).Should().Be(Extent.OwnReport);
    }

    [Fact]
    public void is_for_the_investigator_while_it_is_allocated()
    {
        Given(Until(IncidentStatus.Classified)).Incident.Sees(LineManager).Should().Be(Extent.None);
        Given(Until(IncidentStatus.Allocated)).Incident.Sees(LineManager).Should().Be(Extent.Whole);
        Given([.. Until(IncidentStatus.Investigating), Allocated(Officer, reason: Why)])
            .Incident.Sees(LineManager)
            .Should().Be(Extent.None);
    }

    [Fact]
    public void is_for_an_engaged_leader() =>
        Given(Reported(), Engaged(Leader)).Incident.Sees(Leader).Should().Be(Extent.Whole);
}

public sealed class TheTextsOfAnIncident
{
    private static readonly TextClass[] Working =
        [TextClass.Narrative, TextClass.Personal, TextClass.Reporter, TextClass.Actor];

    private static readonly TextClass[] All = [.. Working, TextClass.Interview, TextClass.Disciplinary];

    [Fact]
    public void are_all_open_to_office_manager_headteacher_and_investigator()
    {
        foreach (var actor in new[] { OfficeManager, Headteacher, LineManager })
            Open(actor, Until(IncidentStatus.Investigating)).Should().BeEquivalentTo(All);
    }

    [Fact]
    public void are_open_but_for_interviews_and_discipline_to_the_others_who_work_on_it()
    {
        foreach (var actor in new[] { Deputy, Chair, ProtectionOfficer, Leader })
            Open(actor, Reported(), Engaged(Leader)).Should().BeEquivalentTo(Working);
    }

    [Fact]
    public void are_open_to_the_auditor_as_far_as_they_tell_what_happened_and_who_acted() =>
        Open(Auditor, Reported()).Should().BeEquivalentTo([TextClass.Narrative, TextClass.Actor]);

    [Fact]
    public void are_closed_to_everybody_else() => Open(Pupil, Reported()).Should().BeEmpty();

    [Fact]
    public void of_interviews_and_discipline_open_to_whoever_stands_in_for_the_headteacher()
    {
        Open(Chair, Reported(concerns: [Role.Headteacher])).Should().BeEquivalentTo(All);
        Open(Headteacher, Reported(concerns: [Role.Headteacher])).Should().BeEmpty();
    }

    [Theory]
    [InlineData(ReporterProtection.Protected)]
    [InlineData(ReporterProtection.Anonymous)]
    public void hide_a_reporter_who_asked_for_it(ReporterProtection protection)
    {
        var report = Reported();

        Open(Headteacher,
            report with { Reporter = report.Reporter with { Protection = protection, PersonId = null } })
            .Should().NotContain(TextClass.Reporter).And.Contain(TextClass.Personal);
    }

    private static ImmutableHashSet<TextClass> Open(Actor actor, params IncidentEvent[] events) =>
        Visibility.Of(Given(events).Incident, actor, Pack).Opens;
}

/// <summary>The table of who reads which class of text, as the policy is read: need to know.</summary>
public sealed class TheTextsThatAreNeedToKnow
{
    private static readonly TextClass[] Columns =
    [
        TextClass.Narrative, TextClass.Actor, TextClass.Personal, TextClass.Reporter, TextClass.Interview,
        TextClass.Disciplinary,
    ];

    /// <summary>What happened, who acted, names of people, a named reporter, interviews,
    /// discipline.</summary>
    public static TheoryData<string, string> Table => new()
    {
        { "office-manager", "yes yes yes yes yes yes" },
        { "headteacher", "yes yes yes yes yes yes" },
        { "the investigator", "yes yes yes yes yes yes" },
        { "deputy", "yes yes yes yes no no" },
        { "chair", "yes yes yes yes no no" },
        { "protection-officer", "yes yes yes yes no no" },
        { "an engaged leader", "yes yes yes yes no no" },
        { "auditor", "yes yes no no no no" },
        { "the reporter", "yes yes yes yes no no" },
        { "the holder of its receipt", "yes yes yes yes no no" },
        { "line-manager", "no no no no no no" },
        { "administrator", "no no no no no no" },
        { "reader", "no no no no no no" },
        { "sensor", "no no no no no no" },
        { "pupil", "no no no no no no" },
        { "operator", "no no no no no no" },
        { "information-champion", "no no no no no no" },
    };

    [Theory, MemberData(nameof(Table))]
    public void are_open_to(string who, string opens) => Opened(who, Reported()).Should().Be(opens);

    [Theory, MemberData(nameof(Table))]
    public void never_tell_anybody_of_a_reporter_whom_nobody_is_to_find_out(string who, string opens)
    {
        // Whoever reported secretly is nobody in particular to the incident.
        var expected = who == "the reporter" ? "no no no no no no" : WithoutReporter(opens);

        Opened(who, ReportedSecretly()).Should().Be(expected);
        Opened(who, ReportedSecretly(ReporterProtection.Anonymous)).Should().Be(expected);
        Opened(who, ReportedSecretly(), IdentityRequested(), IdentityDisclosed()).Should().Be(expected);
    }

    private static string Opened(string who, params IncidentEvent[] report)
    {
        var sight = Visibility.Of(
            Given([.. report, Allocated(Officer), Engaged(Leader)]).Incident, Named(who), Pack);

        return string.Join(' ', Columns.Select(column => sight.Opens.Contains(column) ? "yes" : "no"));
    }

    private static Actor Named(string who) => who switch
    {
        "the investigator" => Officer,
        "an engaged leader" => Leader,
        "the reporter" => Teacher,
        "the holder of its receipt" => Actor.WithReceiptOf(IncidentId),
        "operator" => Somebody(Role.Operator),
        "information-champion" => Somebody(Role.InformationChampion),
        _ => Everybody.Single(actor => SubjectOf(actor) == who),
    };

    private static string WithoutReporter(string opens)
    {
        var columns = opens.Split(' ');
        columns[Array.IndexOf(Columns, TextClass.Reporter)] = "no";

        return string.Join(' ', columns);
    }
}
