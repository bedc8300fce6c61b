using System.Net;
using Incidents.Api.Tests.Changes;
using Incidents.Api.Tests.Hosting.PrivatePostgres;
using Incidents.Application.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Incidents.Api.Tests.Webhooks;

public sealed class AReceiverThatIsSlow(TestCluster cluster) : IAsyncLifetime
{
    private const int Held = 12;

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(9);

    private readonly School _school = new(cluster)
    {
        Set = settings => settings with { Webhooks = new(AllowHttp: true, AllowPrivateAddresses: true) },
    };

    private Receiver _slow = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _school.InitializeAsync();
        _slow = await Receiver.Opens();
        await IsTold(_slow);
    }

    public async ValueTask DisposeAsync()
    {
        await _slow.DisposeAsync();
        await _school.DisposeAsync();
    }

    [Fact]
    public async Task and_refuses_much_is_told_of_what_is_new_all_the_same_and_only_while_it_is_in_hand()
    {
        var refused = new List<Guid>();
        for (var i = 0; i < Held; i++)
            refused.Add((await _school.Reports()).Id);
        _slow.Refuses = message => message.Subject is { } id && refused.Contains(id);
        await Told();
        _slow.New();
        _school.Clock.Advance(TimeSpan.FromSeconds(10));
        var other = await _school.Reports();
        await _school.HasCaughtUp();
        var lefts = new List<TimeSpan>();
        _slow.Refuses = message =>
        {
            lefts.Add(InHandUntil() - _school.Clock.GetUtcNow());
            if (message.Subject is not { } id || !refused.Contains(id))
                return false;

            _school.Clock.Advance(Long);
            return true;
        };

        await Told();

        _slow.New().Select(message => message.Subject).Take(3).Should().Contain(other.Id);
        lefts.Should().AllSatisfy(left => left.Should().BeGreaterThan(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task keeps_nothing_from_the_others()
    {
        await using var quick = await Receiver.Opens();
        await IsTold(quick);
        await Told();
        quick.New();
        var answers = new TaskCompletionSource();
        _slow.Before = answers.Task;
        await _school.Reports();
        await _school.HasCaughtUp();
        var round = Told();
        await Eventually.IsTrue(() => quick.New().Count > 0);

        var next = await _school.Reports();

        await Eventually.IsTrue(() => quick.New().Any(message => message.Subject == next.Id));
        (await Failures()).Should().Equal("0", "0");
        round.IsCompleted.Should().BeFalse("the slow one was not given up before");
        answers.SetResult();
        await round;
    }

    private async Task IsTold(Receiver receiver) =>
        (await _school.Administrator.Posts("/v1/admin/webhooks",
            new { url = receiver.Url, events = new[] { "incidentReported" } }))
            .ShouldBe(HttpStatusCode.Created);

    private async Task Told()
    {
        await _school.HasCaughtUp();
        await _school.Services.GetRequiredService<WebhookDelivery>().Round(Cancel);
    }

    private Task<IReadOnlyList<string>> Failures() => _school.Database.Asks(
        "select coalesce(data->>'failures', '0') from incidents.mt_doc_webhookrow");

    private DateTimeOffset InHandUntil() => DateTimeOffset.Parse(
        _school.Database.Asks("select taken_until at time zone 'UTC' || 'Z' from incidents.mt_doc_webhookrow")
            .GetAwaiter().GetResult().Single(), System.Globalization.CultureInfo.InvariantCulture);
}
