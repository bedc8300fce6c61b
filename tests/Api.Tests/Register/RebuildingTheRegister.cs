using System.Text.Json;
using System.Text.Json.Nodes;
using Incidents.Application.PersonalData;
using Incidents.Application.Policy;
using Incidents.Application.Register;
using Incidents.Application.Store;
using Incidents.Application.Tenants;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Incidents.Api.Tests.Register;

public sealed class RebuildingTheRegister(School school) : IClassFixture<School>
{
    [Fact]
    public async Task from_the_events_gives_the_same_lines_again_and_again()
    {
        await school.HasClosed();
        await school.HasInvestigated("major", personalData: "yes");
        var incident = await school.Reports();
        await school.OfficeManager.EstablishesAwareness(incident, school.Clock.InHours(-90));
        await school.OfficeManager.NotifiesIco(incident, school.Clock.Now, "A holiday.");
        await school.OfficeManager.Reopens(await school.HasClosed());
        // Instants are stored to the microsecond, and read the same from the line and from its events.
        school.Clock.Advance(TimeSpan.FromTicks(7));
        await school.Reports();

        var written = await Written();

        written.Should().HaveCountGreaterThan(4);
        foreach (var (id, line) in written)
        {
            (await Replayed(id)).Should().Be(line);
            (await Replayed(id)).Should().Be(line);
        }
    }

    private async Task<string> Replayed(Guid id)
    {
        var services = school.Services;
        var projection = new RegisterEntryProjection(
            services.GetRequiredService<Vault>(), services.GetRequiredService<PolicyPacks>());
        await using var session = services.GetRequiredService<IDocumentStore>().QuerySession(Tenancy.Default);
        RegisterEntry? entry = null;
        foreach (var e in await session.Events.FetchStreamAsync(
            id, token: TestContext.Current.CancellationToken))
            entry = await projection.EvolveAsync(
                entry, id, session, e, TestContext.Current.CancellationToken);

        return Sorted(JsonSerializer.SerializeToNode(entry, StoreJson.Options)!).ToJsonString();
    }

    private async Task<IReadOnlyDictionary<Guid, string>> Written()
    {
        await using var database = NpgsqlDataSource.Create(school.Database.Service);
        await using var command = database.CreateCommand(
            "select id, data::text from incidents.mt_doc_registerentry");
        var lines = new Dictionary<Guid, string>();
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            lines[reader.GetGuid(0)] = Sorted(JsonNode.Parse(reader.GetString(1))!).ToJsonString();

        return lines;
    }

    /// <summary>The database keeps members in an order of its own.</summary>
    private static JsonNode Sorted(JsonNode node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(member => member.Key, StringComparer.Ordinal).Select(
            member => KeyValuePair.Create(member.Key, member.Value is { } value ? Sorted(value) : null))),
        JsonArray list => new JsonArray([.. list.Select(item => item is null ? null : Sorted(item))]),
        _ => node.DeepClone(),
    };
}
