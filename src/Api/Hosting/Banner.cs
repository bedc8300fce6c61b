namespace Incidents.Api.Hosting;

/// <summary>What whoever starts the service reads first.</summary>
public static class Banner
{
    /// <summary>Prints where the service listens, where its data is, and the first key
    /// where it was made just now.</summary>
    public static void Print(
        WebApplication app, ServiceSettings settings, Database database, string? firstKey)
    {
        var url = ListeningAddress.Local(app.Urls.FirstOrDefault() ?? ServiceSettings.DefaultUrl);

        Console.WriteLine(
            $"""

            Incidents listens on {string.Join(", ", app.Urls)}
              documentation  {url}/docs
              data           {settings.DataFolder}{(database.IsPrivate ? " (with a private PostgreSQL)" : "")}
            """);
        if (firstKey is not null)
        {
            Console.WriteLine(
                $"""
                  first API key  {firstKey}
                                 shown this once; it is the administrator's and the operator's.
                                 Send it as X-API-Key.
                """);
        }

        Console.WriteLine();
    }
}
