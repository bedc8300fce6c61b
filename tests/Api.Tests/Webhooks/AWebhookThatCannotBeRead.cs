using System.Net;
using Incidents.Api.Tests.Changes;
using Incidents.Application.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Incidents.Api.Tests.Webhooks;

public sealed class AWebhookThatCannotBeRead(TestCluster cluster) : IAsyncLifetime
{
    private const string Path = "/v1/admin/webhooks";

    private readonly School _school = new(cluster)
    {
        Set = settings => settings with { Webhooks = new(AllowHttp: true, AllowPrivateAddresses: true) },
    };

    private Receiver _receiver = null!;

    public async ValueTask InitializeAsync()
    {
        await _school.InitializeAsync();
        _receiver = await Receiver.Opens();
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _school.DisposeAsync();
    }

    [Fact]
    public async Task keeps_nothing_from_the_others_and_is_tried_again_after_a_minute()
    {
        var damaged = await Makes();
        var whole = await Makes();
        var url = (await _school.Database.Asks(
            $"select data->>'url' from incidents.mt_doc_webhookrow where id = '{damaged.Id}'")).Single();
        await Writes("null", damaged);
        var incident = await _school.Reports();

        (await Told()).Count(subject => subject == incident.Id).Should().Be(1);
        _school.Log.Lines.Should().ContainSingle(line => line.StartsWith("Error", StringComparison.Ordinal)
            && line.Contains(damaged.Id, StringComparison.Ordinal));

        await Writes(url, damaged);
        (await Told()).Should().NotContain(incident.Id);
        _school.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Told()).Count(subject => subject == incident.Id).Should().Be(1);
        (await _school.Administrator.Gets(Path)).Items.Should()
            .ContainSingle(webhook => webhook["id"]!.ToString() == whole.Id);
    }

    private async Task<Answer> Makes()
    {
        var made = await _school.Administrator.Posts(
            Path, new { url = _receiver.Url, events = new[] { "incidentReported" } });
        made.ShouldBe(HttpStatusCode.Created);

        return made;
    }

    private Task<IReadOnlyList<string>> Writes(string url, Answer webhook) => _school.Database.Asks(
        $"""
        update incidents.mt_doc_webhookrow set data = jsonb_set(data, array['url'], '{url}')
        where id = '{webhook.Id}' returning id
        """);

    private async Task<IReadOnlyList<Guid?>> Told()
    {
        await _school.HasCaughtUp();
        await _school.Services.GetRequiredService<WebhookDelivery>()
            .Round(TestContext.Current.CancellationToken);

        return [.. _receiver.New().Select(message => message.Subject)];
    }
}
