using Npgsql;

namespace Incidents.Api.Tests.Store;

public sealed class TheRecordIsAppendOnly(School school) : IClassFixture<School>
{
    [Theory]
    [InlineData("update incidents.mt_events set data = '{}'")]
    [InlineData("update incidents.mt_events set type = 'incident_closed'")]
    [InlineData("delete from incidents.mt_events")]
    [InlineData("truncate incidents.mt_events")]
    [InlineData("delete from incidents.mt_streams")]
    [InlineData("truncate incidents.mt_streams cascade")]
    [InlineData("update incidents.change_positions set position = position + 1")]
    [InlineData("delete from incidents.change_positions")]
    [InlineData("drop table incidents.mt_events")]
    [InlineData("alter table incidents.mt_events disable trigger all")]
    [InlineData("create table incidents.mine (id int)")]
    public async Task for_the_role_that_the_service_runs_as(string statement)
    {
        await school.Reports();
        var before = await school.Database.Asks("select count(*)::text || md5(string_agg(data::text, '' "
            + "order by seq_id)) from incidents.mt_events");

        (await Refused(statement)).Should().Be(PostgresErrorCodes.InsufficientPrivilege);

        (await school.Database.Asks("select count(*)::text || md5(string_agg(data::text, '' order by "
            + "seq_id)) from incidents.mt_events"))
            .Should().Equal(before);
    }

    [Fact]
    public async Task and_that_role_is_no_superuser_and_owns_nothing()
    {
        (await school.Database.Asks(
            "select rolsuper::text from pg_roles where rolname = 'incidents_service'"))
            .Should().Equal("false");
        (await school.Database.Asks(
            "select tablename from pg_tables where tableowner in ('incidents_service', "
                + "'incidents_application')"))
            .Should().BeEmpty();
    }

    private async Task<string?> Refused(string statement)
    {
        await using var database = NpgsqlDataSource.Create(school.Database.Service);
        await using var command = database.CreateCommand(statement);
        try
        {
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            return null;
        }
        catch (PostgresException exception)
        {
            return exception.SqlState;
        }
    }
}
