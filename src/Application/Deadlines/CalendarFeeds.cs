using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Incidents.Application.Commands;
using Incidents.Application.People;
using Incidents.Application.PersonalData;
using Incidents.Application.Tenants;
using Incidents.Domain;
using Marten;

namespace Incidents.Application.Deadlines;

/// <summary>An address at which a calendar reads what is due, of which only a keyed hash is stored.</summary>
/// <param name="Hash">Of the token in the address, under the installation's lookup secret.</param>
/// <param name="PersonId">Who made it, and sees what it shows.</param>
/// <param name="Roles">The roles held when it was made.</param>
/// <param name="Mine">Whether it shows only what its maker is to do.</param>
public sealed record CalendarFeedRow(
    Guid Id, string Tenant, string Hash, Guid PersonId, IReadOnlyList<Role> Roles, bool Mine,
    DateTimeOffset MadeAt, DateTimeOffset? RevokedAt);

/// <summary>Calendar feeds: made, listed, revoked and read. A feed holds the reference and what is due and
/// nothing else, because its address is all that guards it.</summary>
public sealed class CalendarFeeds(
    IDocumentStore store, DeadlineBoard board, LookupSecret secret, Ids ids, TimeProvider clock)
{
    private const int Longest = 1_000;
    private const int Lot = 500;

    /// <summary>For how many days the feed of somebody who signs in by token stays open without that. Who has
    /// left signs in no more, and nobody tells the service.</summary>
    private const int LongestAway = 30;

    /// <summary>A feed for the caller.</summary>
    /// <param name="also">What belongs into the same transaction.</param>
    /// <returns>The token of its address, which is shown this once.</returns>
    public async Task<(CalendarFeedRow Feed, string Token)> Make(
        Caller caller, bool mine, Action<IDocumentSession, CalendarFeedRow, string> also,
        CancellationToken cancellation)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var feed = new CalendarFeedRow(ids.Next(), caller.Tenant, HashOf(token), caller.Actor.PersonId,
            [.. caller.Actor.Roles.Order()], mine, clock.GetUtcNow(), RevokedAt: null);

        await using var session = store.LightweightSession(caller.Tenant);
        session.Insert(feed);
        also(session, feed, token);
        await session.SaveChangesAsync(cancellation);

        return (feed, token);
    }

    /// <summary>The caller's feeds that are open.</summary>
    public async Task<IReadOnlyList<CalendarFeedRow>> List(Caller caller, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(caller.Tenant);

        return await session.Query<CalendarFeedRow>()
            .Where(feed => feed.Tenant == caller.Tenant && feed.PersonId == caller.Actor.PersonId
                && feed.RevokedAt == null)
            .OrderBy(feed => feed.MadeAt).ToListAsync(cancellation);
    }

    /// <summary>Revokes a feed of the caller, or, by an administrator, anybody's.</summary>
    /// <returns>False where there is no such feed.</returns>
    public async Task<bool> Revoke(Caller caller, Guid id, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession(caller.Tenant);
        if (await session.LoadAsync<CalendarFeedRow>(id, cancellation) is not { } feed
            || feed.Tenant != caller.Tenant
            || (feed.PersonId != caller.Actor.PersonId && !caller.Actor.Is(Role.Administrator)))
            return false;

        if (feed.RevokedAt is null)
            session.Store(feed with { RevokedAt = clock.GetUtcNow() });
        await session.SaveChangesAsync(cancellation);

        return true;
    }

    /// <summary>The calendar behind a token, as iCalendar (RFC 5545); none where it opens nothing.</summary>
    public async Task<string?> Read(string token, CancellationToken cancellation)
    {
        if (await Open(token, cancellation) is not { } feed)
            return null;

        var caller = new Caller(feed.Tenant, new(feed.PersonId, [.. feed.Roles]), Ids.Random());
        var items = new List<BoardItem>();
        BoardCursor? after = null;
        do
        {
            var page = await board.Page(caller, new(Mine: feed.Mine), after, Lot, cancellation);
            items.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null && items.Count < Longest);

        return Calendar(items, clock.GetUtcNow());
    }

    /// <summary>The feed behind a token, while its maker could come in themself: by an API key, or by a
    /// token as they did not long ago. Of the roles that it was made with it has those that they still
    /// hold.</summary>
    private async Task<CalendarFeedRow?> Open(string token, CancellationToken cancellation)
    {
        var hash = HashOf(token);
        await using var session = store.QuerySession();
        var feed = await session.Query<CalendarFeedRow>()
            .SingleOrDefaultAsync(row => row.Hash == hash && row.RevokedAt == null, cancellation);
        if (feed is null)
            return null;

        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var keys = (await session.Query<ApiKeyRow>()
            .Where(key => key.Tenant == feed.Tenant && key.PersonId == feed.PersonId && key.RevokedAt == null)
            .ToListAsync(cancellation)).Where(key => key.Opens(today)).ToArray();
        await using var school = store.QuerySession(feed.Tenant);
        var maker = await school.LoadAsync<PersonRow>(feed.PersonId, cancellation);
        var said = maker?.SignedInOn >= today.AddDays(-LongestAway) ? PeopleDirectory.SaidOf(maker) : null;
        if (keys is [] && said is null)
            return null;

        var held = keys.SelectMany(key => key.Roles).Concat(said ?? []);

        return feed with { Roles = [.. feed.Roles.Intersect(held)] };
    }

    private static string Calendar(IEnumerable<BoardItem> items, DateTimeOffset now)
    {
        var text = new StringBuilder();
        Lines("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Incidents//Deadlines//EN", "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH", "X-WR-CALNAME:Incidents: what is due", "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
        foreach (var (entry, deadline, _, _) in items)
        {
            Lines("BEGIN:VEVENT", $"UID:{entry.Id:N}-{deadline.Number}@incidents", $"DTSTAMP:{Instant(now)}",
                $"DTSTART:{Instant(deadline.DueAt)}",
                $"SUMMARY:{entry.Reference}: {StepWords.Of(deadline.Step)} due",
                "TRANSP:TRANSPARENT", "END:VEVENT");
        }

        Lines("END:VCALENDAR");

        return text.ToString();

        void Lines(params ReadOnlySpan<string> lines)
        {
            foreach (var line in lines)
                text.Append(line).Append("\r\n");
        }
    }

    private static string Instant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'");

    private string HashOf(string token) => secret.Hash("calendar-feed", token);
}
