using System.Net;
using System.Text.Json.Nodes;

namespace Incidents.Api.Tests.Regulator;

public sealed class WhatTheIcoWasToldLater(School school) : IClassFixture<School>
{
    [Fact]
    public async Task stands_beside_what_it_was_told_first_each_in_its_own_words()
    {
        var incident = await school.Reports();
        await school.OfficeManager.EstablishesAwareness(incident, school.Clock.InHours(-10));
        await Notifies(incident, "A laptop was lost.", "IC-1");
        await Notifies(incident, "It was found again.", "IC-2", supplements: true);
        await Notifies(incident, "Nobody had used it.", "IC-3", supplements: true);

        var pack = await school.OfficeManager.Gets($"{incident.Path}/ico-form-pack");
        var breach = await Line("breaches", incident);
        var notified = await Line("ico-notifications", incident);

        pack["nature"]!["whatHappened"]!.GetValue<string>().Should().Be("A laptop was lost.");
        pack["notification"]!["reference"]!.GetValue<string>().Should().Be("IC-1");
        Texts(pack["notification"]!["supplements"]!, "nature").Should()
            .Equal("It was found again.", "Nobody had used it.");
        breach["facts"]!.GetValue<string>().Should().Be("A laptop was lost.");
        breach["effects"]!.GetValue<string>().Should().Be("What comes of: A laptop was lost.");
        Texts(breach["supplements"]!, "facts").Should().Equal("It was found again.", "Nobody had used it.");
        Texts(breach["supplements"]!, "effects").Should()
            .Equal("What comes of: It was found again.", "What comes of: Nobody had used it.");
        notified["icoReference"]!.GetValue<string>().Should().Be("IC-1");
        Texts(notified["supplementsSent"]!, "icoReference").Should().Equal("IC-2", "IC-3");
        var page = await school.OfficeManager.Gets($"{incident.Path}/ico-form-pack", accept: "text/html");
        page.Text.Should().Contain("A laptop was lost.").And.Contain("It was found again.")
            .And.Contain("Nobody had used it.");
    }

    [Fact]
    public async Task is_withheld_from_a_reporting_tool()
    {
        var incident = await school.Reports();
        await school.OfficeManager.EstablishesAwareness(incident, school.Clock.InHours(-10));
        await Notifies(incident, "A laptop was lost.", "IC-1");
        await Notifies(incident, "It was found again.", "IC-2", supplements: true);

        var lines = await school.Statistician.Gets($"/v1/registers/breaches?text={incident.Reference}");

        lines.Items.Single()["supplements"]!.ToJsonString().Should().Be("""{"withheld":true}""");
    }

    private async Task Notifies(
        ReportedIncident incident, string nature, string reference, bool? supplements = null) =>
        (await school.OfficeManager.Posts(incident, "ico-notifications", new
        {
            sentAt = school.Clock.Now,
            reference,
            nature,
            categoriesOfPeople = new[] { "pupils" },
            consequences = $"What comes of: {nature}",
            measures = "It is looked for.",
            contact = "The data protection officer",
            supplements,
        })).ShouldBe(HttpStatusCode.Created);

    private async Task<JsonNode> Line(string register, ReportedIncident incident) =>
        (await school.OfficeManager.Gets($"/v1/registers/{register}?text={incident.Reference}"))
            .Items.Single()!;

    private static IEnumerable<string> Texts(JsonNode supplements, string member) =>
        supplements.AsArray().Select(each => each![member]!.GetValue<string>());
}
