using System.Net;
using Incidents.Api.Tests.OpenApi;

namespace Incidents.Api.Tests.PersonalData;

/// <summary>What is told by somebody who must not be found out.</summary>
public sealed partial class ALifeInSecret
{
    private async Task IsToldInConfidence()
    {
        var channel = await School.Administrator.Gets("/v1/admin/anonymous-channel");
        var nobody = School.Nobody with { Of = channel["school"]!.GetValue<string>() };
        var anonymous = await nobody.Reports(
            new { title = Title, description = Secret(), location = Secret() }, retryKey: Secret());
        Confirmed(anonymous);
        var holder = nobody.With(anonymous);
        Secrets.Add(holder.Receipt!);
        Confirmed(await holder.Posts("messages", new { text = Secret() }, retryKey: Secret()));
        Confirmed(await holder.Posts("details", new { othersInformed = Secret() }));
        Confirmed(await holder.Posts("evidence", new { description = Secret(), location = Secret() }));
        Confirmed(await holder.Posts("detriment-concerns", new { concern = Secret() }));

        var secret = await School.OfficeManager.Posts("/v1/incidents", new
        {
            title = Title,
            protectIdentity = true,
            onBehalfOf = new { name = Secret(), subject = Secret(), role = Secret() },
        });
        Secrets.Add(secret["receipt"]!.GetValue<string>());
        var incident = $"/v1/incidents/{secret["incidentId"]}";
        await Takes(School.OfficeManager, $"{incident}/messages", new { text = Secret() });
        foreach (var disclose in new[] { false, true })
        {
            var request = await Takes(
                School.OfficeManager, $"{incident}/reporter-identity/requests", new { reason = Secret() });
            await Takes(
                School.Headteacher, $"{request.Location}/decision", new { disclose, reason = Secret() });
        }

        (await School.OfficeManager.Gets($"{incident}/reporter-identity")).ShouldBe(HttpStatusCode.OK);
        await HasMalware();
    }

    private void Confirmed(Answer answer)
    {
        ((int)answer.StatusCode).Should().BeOneOf([200, 201], "{0} answers {1}", answer.Asked, answer.Text);
        Planted.Add(Description.Find("POST", answer.Asked.Split('?')[0]).Path);
    }
}
