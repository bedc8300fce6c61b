using System.Net;
using Incidents.Api.Hosting;
using Incidents.Application.PersonalData;
using Microsoft.Extensions.DependencyInjection;

namespace Incidents.Api.Tests.PersonalData;

public sealed class ChangingTheMasterKey(TestCluster cluster) : IAsyncLifetime
{
    private readonly School _school = new(cluster);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private KeyRotation Rotation => _school.Services.GetRequiredService<KeyRotation>();

    public ValueTask InitializeAsync() => _school.InitializeAsync();

    public ValueTask DisposeAsync() => _school.DisposeAsync();

    [Fact]
    public async Task leaves_everything_readable_while_others_write_on_every_node()
    {
        var before = await _school.Reports();
        await using var node = await RunningService.Start(
            new(_school.Data.Path, _school.Database.Service, OwnerConnectionString: null, School.FirstKey,
                School.LargestEvidence),
            _school.Clock, new());
        using var http = new HttpClient { BaseAddress = node.Address };
        var there = _school.Teacher with { Http = http };

        var reporting = Task.WhenAll(Enumerable.Range(0, 20).Select(number =>
            (number % 2 == 0 ? _school.Teacher : there).Reports(Tales.LostLaptop)));
        var wrapped = await Rotation.Rotate(_ => { }, Cancel);
        var meanwhile = await reporting;
        await Rotation.Rotate(_ => { }, Cancel);
        _school.Clock.Advance(KeyRotation.Settling);
        await Rotation.Retire(Cancel);

        wrapped.Should().BePositive();
        (await Rotation.Status(Cancel)).Should().BeEquivalentTo(new { Lost = 0 })
            .And.Subject.As<RingStatus>().Keys.Should().ContainSingle()
            .Which.Secrets.Should().Contain("lookup-secret");
        _school.Clock.Advance(KeyCache.Lifetime);
        foreach (var incident in meanwhile.Append(before))
        {
            foreach (var reader in new[] { _school.Teacher, there })
            {
                var answer = await reader.Gets(incident.Path);
                answer.ShouldBe(HttpStatusCode.OK);
                answer["title"]!.ToString().Should().Be("Laptop left on a bus");
            }
        }
    }

    [Fact]
    public async Task is_taken_up_where_it_was_cut_off_and_destroys_nothing_before_its_end()
    {
        await _school.Reports();
        await FluentActions.Awaiting(() => Rotation.Rotate(_ => throw new IOException("cut off"), Cancel))
            .Should().ThrowAsync<IOException>();
        var key = (await Rotation.Status(Cancel)).Keys[0].Key.Id;
        var started = (await Rotation.Status(Cancel)).Rotation;

        started!.FinishedAt.Should().BeNull();
        await Rotation.Rotate(_ => { }, Cancel);

        var status = await Rotation.Status(Cancel);
        status.Rotation.Should().BeEquivalentTo(new { Key = key, started.StartedAt });
        status.Rotation!.FinishedAt.Should().NotBeNull();
        status.Keys.Single(use => use.IsLatest).Key.Id.Should().Be(key);
        status.Keys.Where(use => !use.IsLatest).Should()
            .OnlyContain(use => use.DataKeys == 0 && use.Secrets.Count == 0);
    }

    [Fact]
    public async Task keeps_the_old_key_while_something_lies_under_it()
    {
        await _school.Reports();
        _school.Services.GetRequiredService<KeyRing>().MakeKey();

        await FluentActions.Awaiting(() => Rotation.Retire(Cancel)).Should()
            .ThrowAsync<RotationUnfinishedException>();

        (await Rotation.Status(Cancel)).Keys.Should().HaveCount(2);
    }

    [Fact]
    public async Task keeps_the_old_key_until_what_was_being_written_meanwhile_is_there()
    {
        await Rotation.Rotate(_ => { }, Cancel);

        await FluentActions.Awaiting(() => Rotation.Retire(Cancel)).Should()
            .ThrowAsync<RotationUnfinishedException>().WithMessage("*after 09:05 UTC*");

        _school.Clock.Advance(KeyRotation.Settling);
        (await Rotation.Retire(Cancel)).Should().ContainSingle();
        (await Rotation.Retire(Cancel)).Should().BeEmpty();
    }

    [Fact]
    public async Task destroys_the_old_key_by_itself_within_thirty_days()
    {
        await Rotation.Rotate(_ => { }, Cancel);

        _school.Clock.Advance(TimeSpan.FromDays(27));
        (await Rotation.RetireWhereDue(Cancel)).Should().BeEmpty();
        _school.Clock.Advance(TimeSpan.FromDays(2));
        (await Rotation.RetireWhereDue(Cancel)).Should().ContainSingle();
        (await Rotation.RetireWhereDue(Cancel)).Should().BeEmpty();
    }

    [Fact]
    public async Task makes_an_erasure_final_and_is_asked_for_within_thirty_days_of_one()
    {
        // The ring goes by the machine's own clock.
        _school.Clock.SetUtcNow(TimeProvider.System.GetUtcNow().AddDays(1));
        var incident = await _school.OfficeManager.Reports(new
        {
            title = "A letter",
            peopleInvolved = new[] { new { name = "Ivy Ashdown", relation = "affected" } },
        });
        var person = (await _school.OfficeManager.Gets(incident.Path))["peopleInvolved"]![0]!["personId"]!;
        (await _school.ProtectionOfficer.Erases(person.GetValue<Guid>())).ShouldRecord("personErased");

        (await Rotation.Status(Cancel)).NotFinal.Should().ContainSingle();
        Rotation.Overdue().Should().Be(0);
        _school.Clock.Advance(KeyRotation.FinalWithin + TimeSpan.FromSeconds(1));
        Rotation.Overdue().Should().Be(1);
    }

    [Fact]
    public async Task makes_old_backups_worthless_and_says_so()
    {
        await _school.Reports();
        await _school.Database.Asks("create table backup_keys as table incidents.mt_doc_storedkey");
        await Rotation.Rotate(_ => { }, Cancel);
        _school.Clock.Advance(KeyRotation.Settling);
        await Rotation.Retire(Cancel);

        await _school.Database.Asks(
            """
            delete from incidents.mt_doc_storedkey;
            insert into incidents.mt_doc_storedkey select * from backup_keys
            """);

        var kept = await _school.Database.Asks("select count(*) from backup_keys");
        (await Rotation.Status(Cancel)).Lost.ToString().Should().Be(kept[0]);
        await FluentActions.Awaiting(() => _school.Services.GetRequiredService<FirstStart>().Prepare(Cancel))
            .Should().ThrowAsync<KeyUnwrapException>().WithMessage("*Put back the folder of keys*");
    }
}
