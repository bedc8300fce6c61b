using System.Reflection;
using System.Text;
using Incidents.Api.Bodies;
using Incidents.Domain;

namespace Incidents.Api.Tests.Bodies;

/// <summary>How the tests read bodies.</summary>
internal static class Reading
{
    public static readonly Dictionary<string, string?> NoPath = [];

    /// <summary>All but the one that comes from a row of a paper register and never from a body.</summary>
    public static readonly IReadOnlyList<Type> Commands =
    [
        .. typeof(IncidentCommand).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(IncidentCommand)) && !type.IsAbstract)
            .Except([typeof(ImportIncident)]),
    ];

    /// <summary>The properties that a command takes from its path.</summary>
    public static IEnumerable<PropertyInfo> PathOf(Type command) =>
        command.GetProperties().Where(property => property.IsDefined(typeof(PathAttribute)));

    public static BodyReading<T> Of<T>(string json, IReadOnlyDictionary<string, string?>? path = null)
        where T : class => BodyReader.Read<T>(Encoding.UTF8.GetBytes(json), path ?? NoPath);

    public static T Understood<T>(string json, IReadOnlyDictionary<string, string?>? path = null)
        where T : class
    {
        var reading = Of<T>(json, path);
        (reading as Misread<T>)?.Problems.Should().BeEmpty();

        return reading.Should().BeOfType<Understood<T>>().Subject.Command;
    }

    public static IReadOnlyList<FieldProblem> Problems<T>(
        string json, IReadOnlyDictionary<string, string?>? path = null)
        where T : class => Of<T>(json, path).Should().BeOfType<Misread<T>>().Subject.Problems;

    /// <summary>What is wrong with one field of an otherwise good report.</summary>
    public static string ProblemOf(string field, string json) =>
        Problems<ReportIncident>($$"""{"title": "Letter to the wrong address", "{{field}}": {{json}}}""")
            .Should().ContainSingle(problem => problem.Pointer == $"/{field}").Subject.Message;
}
