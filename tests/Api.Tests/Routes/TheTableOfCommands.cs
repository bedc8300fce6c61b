using Incidents.Api.Routes;
using Incidents.Domain;

namespace Incidents.Api.Tests.Routes;

public sealed class TheTableOfCommands
{
    private const string OfOneIncident = "/v1/incidents/{id}/";
    private const string Beside = "/v1/";

    [Fact]
    public void has_every_command_of_a_person_once() =>
        Api.Routes.Commands.Table.Routes.Select(route => route.Command).Should().BeEquivalentTo(
            typeof(IncidentCommand).Assembly.GetTypes()
                .Where(type => type.IsSubclassOf(typeof(IncidentCommand)) && !type.IsAbstract)
                .Except([typeof(KeepTimescales), typeof(RecordScan), typeof(ImportIncident)]));

    [Fact]
    public void has_every_path_once() =>
        Api.Routes.Commands.Table.Routes.Select(route => route.Template).Should().OnlyHaveUniqueItems();

    [Fact]
    public void gives_each_step_the_path_of_its_duty() =>
        Api.Routes.Commands.Table.Routes.Where(route => route.Kind != StepKind.Report)
            .Should().OnlyContain(route => DutyAttribute.Of(route.Command) == WithoutIds(route.Template));

    [Fact]
    public void has_a_command_that_makes_an_incident_by_name_and_one_without() =>
        Api.Routes.Commands.Table.Routes.Where(route => route.Kind == StepKind.Report)
            .Select(route => (route.Command, route.Template))
            .Should().Equal(
                (typeof(ReportIncident), "/v1/incidents"),
                (typeof(ReportAnonymously), "/v1/anonymous-reports"));

    [Fact]
    public void lets_a_receipt_take_the_steps_of_a_reporter_under_the_same_paths() =>
        Api.Routes.Commands.Table.ByReceipt.Should().NotBeEmpty().And.OnlyContain(route =>
            route.IsByReceipt && route.Template == $"/v1/anonymous-reports/{DutyAttribute.Of(route.Command)}"
            && DefaultPack.Create().Holders(DutyAttribute.Of(route.Command), null).Parties
                .Contains(Party.Reporter));

    [Fact]
    public void names_every_part_that_a_command_takes_from_its_path() =>
        Api.Routes.Commands.Table.Routes.Should().OnlyContain(route => PathPartsOf(route.Command).Order()
            .SequenceEqual(NamesIn(route.Template).Where(name => name != "id").Order()));

    private static string WithoutIds(string template) =>
        string.Join('/', template[(template.StartsWith(OfOneIncident, StringComparison.Ordinal)
            ? OfOneIncident
            : Beside).Length..].Split('/')
        .Where(segment => !segment.StartsWith('{')));

    private static IEnumerable<string> NamesIn(string template) => template.Split('/')
        .Where(segment => segment.StartsWith('{')).Select(segment => segment.Trim('{', '}'));

    private static IEnumerable<string> PathPartsOf(Type command) => command.GetProperties()
        .Where(property => property.IsDefined(typeof(PathAttribute), inherit: true))
        .Select(property => Words.CamelCase(property.Name));
}
