using System.Net;
using Incidents.Api.Tests.Hosting;
using Incidents.Api.Tests.Hosting.PrivatePostgres;

namespace Incidents.Api.Tests.Telemetry;

/// <summary>In a process of its own, because everything in a process shares the sources of traces.</summary>
public sealed class WhatIsTraced(School school) : IClassFixture<School>, IAsyncLifetime
{
    private const string ReadBack = "Incidents.Application.Evidence.ReadBackEvidence";

    private Collector _collector = null!;
    private ProgramProcess _program = null!;

    public async ValueTask InitializeAsync()
    {
        _collector = await Collector.Start();
        _program = await ProgramProcess.Start(
            school.Data, School.FirstKey, school.Database.Service, settings: _collector.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        await _collector.DisposeAsync();
    }

    [Fact]
    public async Task is_a_command_from_its_request_to_its_commit_and_to_the_feed()
    {
        var incident = await school.Reports();
        (await Here(school.OfficeManager).Classifies(incident)).ShouldBe(HttpStatusCode.OK);

        var request = await Traced("POST /v1/incidents/{id}/classification");
        var command = await Below(request, "command ClassifyIncident");
        await Below(command, "load");
        await Below(command, "commit");
        await Below(request, "number changes");
        _collector.Spans.Where(span => span.Trace == request.Trace).Select(span => span.Scope)
            .Should().Contain(["Microsoft.AspNetCore", "Incidents"]);
    }

    [Fact]
    public async Task is_what_follows_from_it_by_way_of_the_outbox()
    {
        var incident = await school.Reports();
        (await Here(school.Teacher).Uploads(incident, new([1, 2, 3])))
            .ShouldBe(HttpStatusCode.Created);

        var request = await Traced("POST /v1/incidents/{id}/evidence");
        (await Below(request, ReadBack)).Scope.Should().Be("Wolverine");
    }

    [Fact]
    public async Task holds_nothing_that_anybody_wrote()
    {
        var incident = await school.Reports();
        var office = Here(school.OfficeManager);
        (await office.Gets("/v1/incidents?text=plantedsearch")).ShouldBe(HttpStatusCode.OK);
        (await office.Gets($"{incident.Path}/history?limit=plantedlimit"))
            .ShouldBe(HttpStatusCode.BadRequest);
        (await office.Gets("/v1/planted-path")).ShouldBe(HttpStatusCode.NotFound);
        (await office.AddsDetails(incident, new { description = "planteddescription" }))
            .ShouldBe(HttpStatusCode.OK);

        await Traced("POST /v1/incidents/{id}/details");
        await Traced("GET /v1/incidents");
        await Eventually.IsTrue(() => _collector.Sent("metrics") > 1 && _collector.Sent("logs") > 1);
        var sent = _collector.Everything;
        sent.Should().NotContain("planted").And.NotContain(office.Key).And.NotContain(incident.Reference);
        _collector.Spans.Select(span => span.Name).Should().NotContain(name =>
            name.Contains(incident.Id.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task is_nobody_who_must_not_be_found_out()
    {
        var reported = await _program.Nobody.Reports(new { title = "Without a name" });
        reported.ShouldBe(HttpStatusCode.Created);
        (await _program.Nobody.With(reported).Looks()).ShouldBe(HttpStatusCode.OK);
        (await Here(school.Teacher).Posts("/v1/incidents",
                new { title = "In confidence", protectIdentity = true }))
            .ShouldBe(HttpStatusCode.Created);
        (await Here(school.Auditor).Gets("/v1/policy-pack")).ShouldBe(HttpStatusCode.OK);

        var after = await Traced("GET /v1/policy-pack");
        await Eventually.IsTrue(() => _collector.Sent("metrics") > 2);

        var sent = _collector.Everything;
        sent.Should().NotContain("anonymous").And.NotContain("1234567890abcdef1234567890abcdef")
            .And.NotContain("ReportIncident").And.NotContain("ReportAnonymously");
        _collector.Spans.Should().OnlyContain(span => span.Trace == after.Trace,
            "a statement without its request would tell the moment as well");
    }

    private Member Here(Member member) => _program.With(member.Key);

    private async Task<Span> Traced(string name)
    {
        await Eventually.IsTrue(() => _collector.Spans.Any(span => span.Name == name));

        return _collector.Spans.First(span => span.Name == name);
    }

    /// <summary>A span of the same trace that leads up to another.</summary>
    private async Task<Span> Below(Span above, string name)
    {
        await Eventually.IsTrue(() => Find() is not null);

        return Find()!;

        Span? Find() => _collector.Spans.FirstOrDefault(span =>
            span.Trace == above.Trace && span.Name.StartsWith(name, StringComparison.Ordinal)
            && LeadsTo(span, above));
    }

    private bool LeadsTo(Span? span, Span above)
    {
        for (; span is not null; span = _collector.Spans.FirstOrDefault(each => each.Id == span.Parent))
        {
            if (span.Id == above.Id)
                return true;
        }

        return false;
    }
}
