using Incidents.Api.Tests.Imports;
using System.Net.Http.Headers;
using System.Text;
using Role = Incidents.Domain.Role;

namespace Incidents.Api.Tests.PersonalData;

/// <summary>A paper register comes along, and every text of it can be told from all others.</summary>
public sealed partial class ALifeInSecret
{
    private const string Imports = "/v1/imports";

    private async Task HasItsPaperRegister()
    {
        var registrar = await School.Joins(
            "reg.istrar", "Reg Istrar", Role.Administrator, Role.OfficeManager);
        Secrets.UnionWith([registrar.Key, registrar.Subject, registrar.Name]);
        string[] header =
        [
            "paperReference", "title", "reportedOn", "closedOn", "outcome", "severity", "description",
            "location", "reportedBy", "peopleAffected", "investigatedBy", "icoReference", "icoReason",
            "remedialActionTaken", "lessons",
        ];
        string[] row =
        [
            Secret(), Title, "2019-02-04", "2019-03-01", Secret(), "minor", Secret(), Secret(), Secret(),
            Secret(), Secret(), Secret(), Secret(), Secret(), Secret(),
        ];

        var taken = await Sends([string.Join(',', header), string.Join(',', row)]);
        (await registrar.SeesFinished(taken))["imported"]!.GetValue<int>().Should().Be(1);
        Taken.Add(Imports);
        Planted.Add(Imports);

        // What is refused is not told on either.
        await Sends(["paperReference,title,reportedOn,closedOn,outcome," + Secret(), Secret()]);
        await Sends(["paperReference,title,reportedOn,closedOn,outcome", $"{Secret()},{Secret()},x,y,"]);

        Task<Answer> Sends(string[] lines) => registrar.Sends(HttpMethod.Post, Imports, new StringContent(
            string.Join('\n', lines), Encoding.UTF8, new MediaTypeHeaderValue("text/csv")));
    }
}
