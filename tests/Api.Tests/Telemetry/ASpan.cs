using System.Diagnostics;
using Incidents.Api.Telemetry;

namespace Incidents.Api.Tests.Telemetry;

public sealed class ASpan
{
    [Fact]
    public void tells_of_an_exception_what_it_was_and_where_and_not_what_it_says()
    {
        using var told = new SpanAllowList();
        using var source = new ActivitySource("A span that fails");
        using var listener = new ActivityListener
        {
            ShouldListenTo = each => each.Name == source.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) =>
                ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var span = source.StartActivity("fails", ActivityKind.Server)!;

        span.AddException(Thrown());
        span.SetStatus(ActivityStatusCode.Error, "planted");
        span.SetTag("url.query", "?text=planted").SetTag("http.route", "/v1/incidents");
        told.OnEnd(span);

        var tags = span.Events.Single().Tags.ToDictionary(tag => tag.Key, tag => $"{tag.Value}");
        tags["exception.type"].Should().Be("System.FormatException");
        tags["exception.stacktrace"].Should().Contain(nameof(Thrown));
        tags.Values.Should().NotContain(value => value.Contains("planted", StringComparison.Ordinal));
        span.StatusDescription.Should().BeNull();
        span.TagObjects.Select(tag => tag.Key).Should().Equal("http.route");
    }

    [Theory]
    [InlineData("select data from incidents.mt_doc_incident as d where d.id = $1", "select mt_doc_incident")]
    [InlineData("update incidents.a set x = 1; insert into incidents.b values (1)", "update a, b")]
    [InlineData("COMMIT", "commit")]
    [InlineData("", "postgresql")]
    public void of_a_statement_tells_its_verb_and_its_tables(string sql, string name) =>
        SpanAllowList.InShort(sql).Should().Be(name);

    private static FormatException Thrown()
    {
        try
        {
            throw new FormatException("planted");
        }
        catch (FormatException exception)
        {
            return exception;
        }
    }
}
