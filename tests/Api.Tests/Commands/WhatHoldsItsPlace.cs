using Marten;
using Marten.Exceptions;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Incidents.Api.Tests.Commands;

/// <summary>A session that holds an incident, or a place in a line, holds it by its connection. Once that is
/// lost another may have it, so that nothing more may be read or written as if it were still held.</summary>
public sealed class WhatHoldsItsPlace(School school) : IClassFixture<School>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IDocumentStore Store => school.Services.GetRequiredService<IDocumentStore>();

    [Fact]
    public async Task reads_nothing_once_it_has_lost_it()
    {
        var incident = await school.Reports();
        await using var session = Store.LightweightSession("default");
        await session.Events.FetchForExclusiveWriting<Domain.Incident>(incident.Id, Cancel);

        await Loses(session);

        // The incident itself is at hand; what is asked for besides would come by another connection.
        var failure = await FluentActions.Awaiting(
            () => session.LoadAsync<Domain.Tenant>(Domain.Tenant.StreamId, Cancel)).Should()
            .ThrowAsync<SessionTransactionUnusableException>();
        failure.Which.InnerException.Should().BeAssignableTo<NpgsqlException>("it is answered as 503");
    }

    [Fact]
    public async Task is_committed_once_and_left_to_who_decided_to_try_again()
    {
        await school.Database.Asks(
            """
            create sequence incidents.tries;
            grant usage on sequence incidents.tries to public;
            create function incidents.fails() returns int language plpgsql as $$ begin
                perform nextval('incidents.tries');
                raise exception using errcode = '40001';
            end $$;
            select '';
            """);
        await using var session = Store.LightweightSession("default");
        await session.BeginTransactionAsync(Cancel);
        session.QueueSqlCommand("select incidents.fails()");

        var failure = await FluentActions.Awaiting(() => session.SaveChangesAsync(Cancel)).Should()
            .ThrowAsync<Exception>();

        failure.Which.ToString().Should().Contain("40001");
        (await school.Database.Asks("select nextval('incidents.tries')::text")).Should().Equal("2");
    }

    [Fact]
    public async Task is_free_for_another_then()
    {
        var incident = await school.Reports();
        await using var lost = Store.LightweightSession("default");
        await lost.Events.FetchForExclusiveWriting<Domain.Incident>(incident.Id, Cancel);

        await Loses(lost);
        (await school.OfficeManager.Classifies(incident)).ShouldRecord("incidentClassified");
    }

    private async Task Loses(IDocumentSession session)
    {
        var backend = session.Connection.ProcessID;
        await school.Database.Asks($"select pg_terminate_backend({backend})::text");
        await Hosting.PrivatePostgres.Eventually.IsTrue(async () => (await school.Database.Asks(
            $"select pid::text from pg_stat_activity where pid = {backend}")).Count == 0);
    }
}
