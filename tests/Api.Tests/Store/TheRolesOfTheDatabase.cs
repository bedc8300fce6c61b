using Npgsql;

namespace Incidents.Api.Tests.Store;

public sealed class TheRolesOfTheDatabase(School school) : IClassFixture<School>
{
    private const string Insufficient = PostgresErrorCodes.InsufficientPrivilege;

    [Fact]
    public async Task let_the_service_run_as_the_application_and_as_nobody_else()
    {
        await school.Reports();

        (await school.Database.Asks(
            $"""
            select distinct usename || ' ' || pg_has_role(usename, 'incidents_application', 'member')
            from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()
                and backend_type = 'client backend'
            """)).Should().Equal("incidents_service true");
    }

    [Theory]
    [InlineData("select count(*) from incidents.mt_events")]
    [InlineData("select count(*) from incidents.mt_doc_registerentry")]
    [InlineData("select count(*) from incidents.mt_doc_personrow")]
    [InlineData("select count(*) from messages.wolverine_outgoing_envelopes")]
    [InlineData("create table reporting.mine (id int)")]
    [InlineData("create table public.mine (id int)")]
    public async Task keep_reporting_tools_to_the_schema_that_is_for_them(string statement) =>
        (await Tries("incidents_reporting", statement)).Should().Be(Insufficient);

    [Theory]
    [InlineData("create table reporting.mine (id int)")]
    [InlineData("create role somebody")]
    [InlineData("set role incidents_reporting")]
    [InlineData("grant incidents_application to incidents_reporting")]
    [InlineData("select pg_read_file('/etc/passwd')")]
    [InlineData("copy incidents.mt_events to program 'cat'")]
    public async Task give_the_service_nothing_beyond_its_tables(string statement) =>
        (await Tries("incidents_service", statement)).Should().Be(Insufficient);

    /// <summary>As the owner, who steps down to the role first.</summary>
    private async Task<string?> Tries(string role, string statement)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var database = NpgsqlDataSource.Create(
            role == Fixture.Postgres.ServiceRole ? school.Database.Service : school.Database.Owner);
        await using var connection = await database.OpenConnectionAsync(cancel);
        if (role != Fixture.Postgres.ServiceRole)
        {
            await using var down = new NpgsqlCommand($"set role {role}", connection);
            await down.ExecuteNonQueryAsync(cancel);
        }

        await using var command = new NpgsqlCommand(statement, connection);
        try
        {
            await command.ExecuteNonQueryAsync(cancel);
            return null;
        }
        catch (PostgresException exception)
        {
            return exception.SqlState;
        }
    }
}
