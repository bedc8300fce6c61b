using System.Reflection;
using System.Xml.Linq;

namespace Incidents.Domain.Tests;

public sealed class EveryPublicType
{
    private static readonly Assembly Domain = Assembly.Load("Incidents.Domain");

    [Fact]
    public void of_the_domain_says_in_a_sentence_what_it_is()
    {
        var documented = XDocument.Load(Path.ChangeExtension(Domain.Location, ".xml")).Descendants("member")
            .Where(member => !string.IsNullOrWhiteSpace(member.Element("summary")?.Value))
            .Select(member => member.Attribute("name")!.Value);

        Domain.GetExportedTypes().Select(type => "T:" + type.FullName!.Replace('+', '.')).Except(documented)
            .Should().BeEmpty();
    }
}
