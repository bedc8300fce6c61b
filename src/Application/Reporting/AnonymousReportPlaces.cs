using Incidents.Domain;
using Marten;

namespace Incidents.Application.Reporting;

/// <summary>One of the anonymous reports that a school takes in an hour. It tells which hour, and nothing
/// else.</summary>
/// <param name="Id">The hour and the number of the place in it.</param>
/// <param name="Hour">UTC.</param>
public sealed record AnonymousReportPlace(string Id, DateTimeOffset Hour);

/// <summary>Limits anonymous reports without keeping who sends them: so many an hour for each school, however
/// many nodes there are.</summary>
public static class AnonymousReportPlaces
{
    /// <summary>Reports that a school takes in an hour.</summary>
    public const int AnHour = 10;

    /// <summary>Takes a place with what the session commits; of two who take the same one, one fails and is
    /// tried again.</summary>
    /// <returns>How long to wait, where none is free.</returns>
    public static async Task<TimeSpan?> Take(
        IDocumentSession session, DateTimeOffset now, CancellationToken cancellation)
    {
        var hour = Moments.ToTheHour(now);
        var places = Enumerable.Range(1, AnHour).Select(number => $"{hour:yyyy-MM-ddTHH}/{number}").ToArray();
        var taken = (await session.LoadManyAsync<AnonymousReportPlace>(cancellation, places))
            .Select(place => place.Id).ToHashSet(StringComparer.Ordinal);

        var free = places.Where(place => !taken.Contains(place)).ToArray();
        if (free.Length == 0)
            return hour.AddHours(1) - now;

        // Any of them, so that those who come at once seldom meet.
        session.Insert(new AnonymousReportPlace(
            free[System.Security.Cryptography.RandomNumberGenerator.GetInt32(free.Length)], hour));

        return null;
    }
}
