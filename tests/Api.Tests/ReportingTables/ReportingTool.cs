using Incidents.Application.ReportingTables;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Incidents.Api.Tests.ReportingTables;

/// <summary>A tool that reads the reporting tables under a login of its own.</summary>
/// <param name="Connection">How it connects.</param>
internal sealed record ReportingTool(string Login, string Connection)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A login that may read these schools, and no more of the database.</summary>
    public static async Task<ReportingTool> Of(School school, params string[] tenants)
    {
        var login = $"tool_{Guid.NewGuid():N}";
        await school.Database.Asks(
            $"create role {login} login password 'tool' in role incidents_reporting; select ''");
        foreach (var tenant in tenants)
            await school.Database.Asks(
                $"insert into incidents.reporting_logins values ('{login}', '{tenant}') returning ''");

        var connection = new NpgsqlConnectionStringBuilder(school.Database.Service)
        {
            Username = login,
            Password = "tool",
            Pooling = false,
        };

        return new(login, connection.ConnectionString);
    }

    /// <summary>Everything that was recorded stands in the tables.</summary>
    public static async Task HasEverything(School school)
    {
        await Changes.FeedOfASchool.HasCaughtUp(school);
        await school.Services.GetRequiredService<ReportingRows>().Rebuild(Cancel);
    }

    /// <summary>The rows of an answer, each as a list of texts.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string>>> Asks(string sql)
    {
        await using var database = NpgsqlDataSource.Create(Connection);
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var rows = new List<IReadOnlyList<string>>();
        while (await reader.ReadAsync(Cancel))
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount)
                .Select(column => $"{reader.GetValue(column)}")]);
        }


        return rows;
    }

    /// <summary>The error of a statement; none where it is carried out.</summary>
    public async Task<string?> IsRefused(string sql)
    {
        try
        {
            await Asks(sql);
            return null;
        }
        catch (PostgresException exception)
        {
            return exception.SqlState;
        }
    }
}
