using Incidents.Application.Notifications;
using Incidents.Application.Timescales;
using Incidents.Domain;
using Microsoft.Extensions.DependencyInjection;

namespace Incidents.Api.Tests.Notifications;

public sealed class TellingByMail : IAsyncLifetime
{
    private readonly MailSink _sink = new();
    private readonly School _school;

    public TellingByMail(TestCluster cluster) => _school = new(cluster)
    {
        Set = settings => settings with { Mail = SettingsFor(_sink.Port) },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _school.InitializeAsync();
        // The keys of everybody were made, of which the headteacher would be told.
        await _school.Database.Asks("delete from incidents.mt_doc_noticerow returning id");
    }

    public async ValueTask DisposeAsync()
    {
        await _school.DisposeAsync();
        await _sink.DisposeAsync();
    }

    [Fact]
    public async Task says_the_reference_and_what_it_is_about_and_nothing_of_the_incident()
    {
        var incident = await _school.Reports();

        var mail = (await Later(TimeSpan.FromMinutes(2))).Should().ContainSingle().Subject;

        mail.To.ToString().Should().Be("office@school.example");
        mail.Subject.Should().Be($"{incident.Reference}: incident reported");
        mail.TextBody.Should().Contain(incident.Reference).And.NotContain("Laptop");
        mail.HtmlBody.Should().Contain(incident.Reference).And.NotContain("Laptop");
        mail.Headers["Auto-Submitted"].Should().Be("auto-generated");
    }

    [Fact]
    public async Task gathers_what_comes_within_minutes_in_one_mail()
    {
        await _school.Reports();
        await _school.Reports();
        (await Later(TimeSpan.FromMinutes(1))).Should().BeEmpty("more may come");
        await _school.Reports();

        (await Later(TimeSpan.FromMinutes(2))).Should().ContainSingle()
            .Which.Subject.Should().Be("Incidents: 3 notices");
    }

    [Fact]
    public async Task waits_for_the_morning_but_for_what_is_urgent()
    {
        _school.Clock.Advance(TimeSpan.FromHours(11));
        var incident = await _school.Reports();
        (await Later(TimeSpan.FromMinutes(5))).Should().BeEmpty("it is eight in the evening");
        (await _school.OfficeManager.Escalates(incident, to: "chairOfGovernors"))
            .ShouldRecord("incidentEscalated");

        (await Later(TimeSpan.FromMinutes(5))).Should().ContainSingle()
            .Which.To.ToString().Should().Be("chair@school.example");
        (await Later(TimeSpan.FromHours(10))).Should().BeEmpty("it is not yet seven");
        (await Later(TimeSpan.FromHours(1))).Should().ContainSingle()
            .Which.To.ToString().Should().Be("office@school.example");
    }

    [Fact]
    public async Task says_in_local_time_what_is_due_and_at_night_too_where_it_is_the_law()
    {
        var incident = await _school.Reports();
        await _school.OfficeManager.EstablishesAwareness(incident, _school.Clock.InHours(-4));
        _sink.New();
        _school.Clock.Advance(TimeSpan.FromHours(14));

        await _school.Services.GetRequiredService<Ladder>().Sweep(TimeSpan.FromMinutes(1), Cancel);

        var urgent = (await Later(TimeSpan.FromSeconds(1)))
            .Single(mail => mail.To.ToString() == "head@school.example");
        urgent.TextBody.Should().Contain(
            $"{incident.Reference}: assessment for the ICO is due soon: Tuesday 3 March 2026 at 05:00");
    }

    [Fact]
    public async Task warns_nobody_of_what_is_overdue_already()
    {
        await _school.Reports();
        await Later(TimeSpan.FromMinutes(2));
        _school.Clock.Advance(TimeSpan.FromDays(1));

        await _school.Services.GetRequiredService<Ladder>().Sweep(TimeSpan.FromMinutes(1), Cancel);

        var mails = await Later(TimeSpan.FromMinutes(2));
        mails.Select(mail => mail.To.ToString()).Should()
            .BeEquivalentTo("office@school.example", "head@school.example");
        mails.Should().AllSatisfy(mail =>
            mail.TextBody.Should().Contain("classification is overdue").And.NotContain("due soon"));
    }

    [Fact]
    public async Task is_tried_again_with_growing_pauses_then_given_up_and_seen()
    {
        await _school.Reports();
        _sink.Refuses = true;
        (await Later(TimeSpan.FromMinutes(2))).Should().BeEmpty();
        (await The("waiting"))["tries"]!.GetValue<int>().Should().Be(1);
        (await Later(TimeSpan.FromSeconds(59))).Should().BeEmpty();
        (await The("waiting"))["tries"]!.GetValue<int>().Should().Be(1, "a minute has not passed");
        await Later(TimeSpan.FromSeconds(1));
        (await The("waiting"))["tries"]!.GetValue<int>().Should().Be(2);

        for (var i = 0; i < 20; i++)
            await Later(TimeSpan.FromHours(4));
        (await The("failed"))["nextTryAt"].Should().BeNull();
        _sink.Refuses = false;
        (await Later(TimeSpan.FromHours(4))).Should().BeEmpty("it was given up");
    }

    [Fact]
    public async Task is_tried_for_a_day_from_the_first_try_on_however_long_it_waited_for_that()
    {
        await _school.Reports();
        _sink.Refuses = true;
        await Later(TimeSpan.FromDays(3));
        (await The("waiting"))["tries"]!.GetValue<int>().Should().Be(1, "nobody sent for three days");

        await Later(TimeSpan.FromHours(22));
        (await The("waiting"))["tries"]!.GetValue<int>().Should().Be(2);
        await Later(TimeSpan.FromHours(3));
        (await The("failed"))["tries"]!.GetValue<int>().Should().Be(3);
    }

    [Fact]
    public async Task is_caught_up_when_the_server_is_back()
    {
        await _school.Reports();
        _sink.Refuses = true;
        await Later(TimeSpan.FromMinutes(2));
        _sink.Refuses = false;

        (await Later(TimeSpan.FromMinutes(2))).Should().ContainSingle();
        (await The("sent"))["sentAt"].Should().NotBeNull();
        (await Later(TimeSpan.FromHours(1))).Should().BeEmpty("it is sent once");
    }

    [Fact]
    public async Task goes_to_others_while_the_server_takes_long_over_one()
    {
        var incident = await _school.Reports();
        (await _school.OfficeManager.Escalates(incident, to: "chairOfGovernors"))
            .ShouldRecord("incidentEscalated");
        var sent = 0;
        _sink.Meanwhile = async () =>
            sent = await _school.Services.GetRequiredService<MailDelivery>().Round(Cancel);

        var mails = await Later(TimeSpan.FromMinutes(2));

        sent.Should().Be(1, "another process sends what is not in the hands of the first");
        mails.Select(mail => mail.To.ToString()).Should()
            .BeEquivalentTo("office@school.example", "chair@school.example");
    }

    [Fact]
    public async Task goes_to_who_stands_in_and_never_to_who_is_shut_out()
    {
        await _school.Teacher.Reports(
            new { title = "About the office", concernsRoles = new[] { "officeManager" } });

        (await Later(TimeSpan.FromMinutes(2))).Should().ContainSingle()
            .Which.To.ToString().Should().Be("head@school.example");
    }

    [Fact]
    public async Task is_listed_for_who_sees_the_register()
    {
        var incident = await _school.Reports();

        (await _school.OfficeManager.Gets($"/v1/notices?incident={incident.Id}")).Items
            .Should().ContainSingle();
        (await _school.Teacher.Gets("/v1/notices")).Items.Should().BeEmpty();
        (await _school.OfficeManager.Gets("/v1/notices?state=lost")).ShouldBeWrongAt("/state");
    }

    [Fact]
    public async Task tells_of_what_happens_to_the_school_itself()
    {
        await _school.Joins("new.colleague", "New Colleague", Role.OfficeManager);

        var mail = (await Later(TimeSpan.FromMinutes(2))).Should().ContainSingle().Subject;
        mail.To.ToString().Should().Be("head@school.example");
        mail.Subject.Should().Be("Incidents: API key made");
        mail.TextBody.Should().NotContain("Colleague").And.NotContain("colleague");
        var notice = (await _school.OfficeManager.Gets("/v1/notices")).Items.Should().ContainSingle().Subject;
        notice["about"]!.GetValue<string>().Should().Be("apiKeyMade");
        notice["incidentId"].Should().BeNull();
        (await _school.Teacher.Gets("/v1/notices")).Items.Should().BeEmpty();
    }

    private static MailSettings SettingsFor(int port) => new(
        "127.0.0.1", port, MailSecurity.None, User: null, Password: null, "incidents@school.example",
        new Dictionary<(string, Role), string>
        {
            [("default", Role.OfficeManager)] = "office@school.example",
            [("default", Role.Headteacher)] = "head@school.example",
            [("default", Role.ChairOfGovernors)] = "chair@school.example",
            [("default", Role.DataProtectionOfficer)] = "dpo@school.example, privacy@school.example",
        });

    private async Task<System.Text.Json.Nodes.JsonNode> The(string state) =>
        (await _school.OfficeManager.Gets($"/v1/notices?state={state}")).Items
            .Should().ContainSingle().Subject;

    /// <summary>The mails that have come when so much time has passed.</summary>
    private async Task<IReadOnlyList<MimeKit.MimeMessage>> Later(TimeSpan time)
    {
        _school.Clock.Advance(time);
        await _school.Services.GetRequiredService<MailDelivery>().Round(Cancel);

        return _sink.New();
    }
}
