using System.Net.Http.Json;
using System.Text.Json;

namespace Incidents.Benchmarks;

/// <summary>The people who act in a measurement, and what they do once.</summary>
internal sealed class School(HttpClient http, string officeManager)
{
    public string OfficeManager { get; } = officeManager;

    /// <summary>Makes the key of an office manager.</summary>
    public static async Task<School> Of(ServiceProcess service)
    {
        var http = new HttpClient { BaseAddress = service.Address };
        var made = await Post(http, ServiceProcess.FirstKey, "/v1/admin/api-keys",
            new { Name = "Office", Subject = "office", Roles = new[] { "officeManager" } });

        return new(http, made.GetProperty("key").GetString()!);
    }

    /// <summary>Reports an incident like the one that is measured.</summary>
    public async Task<Guid> Reports() =>
        (await Post(http, OfficeManager, "/v1/incidents", Bodies.Report)).GetProperty("incidentId").GetGuid();

    public Task Does(Guid incident, string step, object body) =>
        Post(http, OfficeManager, $"/v1/incidents/{incident}/{step}", body);

    private static async Task<JsonElement> Post(HttpClient http, string key, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = JsonContent.Create(body, options: JsonSerializerOptions.Web),
        };
        request.Headers.Add("X-API-Key", key);
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();

        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}

/// <summary>What is sent.</summary>
internal static class Bodies
{
    public static object Report { get; } = new
    {
        Title = "Medical list left on the coach after the museum trip",
        Kind = "confirmedBreach",
        Description = "The folder with the medical list of Year 4 stayed in the seat pocket of the coach. "
            + "The coach company was rung at once. The driver has it.",
        OccurredAt = "2026-03-02T15:20:00Z",
        DiscoveredAt = "2026-03-02T15:50:00Z",
        Channel = "web",
        Location = "Coach, return from the museum",
        BreachType = "paperwork-lost-or-stolen",
        InformationPolicies = new[] { "information-handling", "data-protection" },
    };

    public static object Classification(string severity) => new
    {
        Severity = severity,
        Rationale = "Health data of 29 children on paper, out of our hands for two hours.",
        PersonalDataInvolved = "yes",
    };

    public static object Decision { get; } = new
    {
        Decision = "The list is treated as seen by the driver only.",
        Rationale = "He found the closed folder, locked it away and signed that he did not read it.",
    };
}
