using System.Text.Json;

namespace Incidents.Faults;

/// <summary>What an audit found.</summary>
/// <param name="Lost">Commands that were acknowledged and are not in the record.</param>
/// <param name="Doubled">Commands that are in it more than once.</param>
/// <param name="Findings">Everything that is not as it should be, in sentences.</param>
internal sealed record Audited(int Lost, int Doubled, IReadOnlyList<string> Findings);

/// <summary>Compares what was acknowledged with what is stored.</summary>
internal sealed class Audit(Site site, Load load)
{
    /// <summary>Of how many commands the answer is asked for again.</summary>
    private const int AskedAgain = 100;

    /// <summary>Rows that are built from the record, without what tells when they were built.</summary>
    private const string Views =
        """
        select 'register ' || id || ' ' || md5(data::text) from incidents.mt_doc_registerentry
        union all select 'snapshot ' || id || ' ' || md5(data::text) from incidents.mt_doc_incident
        union all select 'deadline ' || id || ' ' || md5(data::text) from incidents.mt_doc_deadlinerow
        union all select 'report ' || r.incident_id || ' ' || md5(r::text) from reporting.incidents r
        order by 1
        """;

    private readonly List<string> _findings = [];

    /// <summary>Does it, once the load is over and the service runs.</summary>
    public async Task<Audited> Carry()
    {
        _findings.AddRange(load.Ledger.Surprises.Distinct());
        var (lost, doubled) = await TheRecord();
        await TheFiles();
        await TheAnswers();
        await TheStreams();
        await TheFeed();
        await TheMessages();
        await TheViews();
        _findings.AddRange(site.Nodes.SelectMany(node => Defects([.. node.Lines])));

        return new(lost, doubled, _findings);
    }

    /// <summary>What the log says of defects, each with where in the code it was.</summary>
    private static IEnumerable<string> Defects(string[] lines) => lines.Index()
        .Where(line => line.Item.Contains(" failed: ", StringComparison.Ordinal))
        .Select(line => "The log says: " + string.Join(Environment.NewLine,
            lines.Skip(line.Index + 1).TakeWhile(each => each.StartsWith("   at ", StringComparison.Ordinal))
                .Prepend(line.Item)));

    /// <summary>Every acknowledged command is there once, at the version that was answered, with its
    /// text; and nothing is there that nobody asked for.</summary>
    private async Task<(int Lost, int Doubled)> TheRecord()
    {
        using var reader = Reader();
        var (lost, doubled) = (0, 0);
        var asked = load.Ledger.All.ToLookup(command => command.Incident);
        foreach (var incident in asked)
        {
            var items = await History(reader, incident.Key);
            foreach (var command in incident.Where(command => command.Events is not []))
            {
                var stored = items.Where(item => item.GetProperty("data").GetRawText()
                    .Contains(command.Sent.Mark, StringComparison.Ordinal)).ToArray();
                if (!stored.Any(item => Is(item, command)))
                {
                    lost++;
                    _findings.Add($"{command.Sent.Path} was acknowledged as version {command.Version}, "
                        + "and is not there");
                }

                if (stored.Length > command.Events.Count)
                {
                    doubled++;
                    _findings.Add($"{command.Sent.Path} is there {stored.Length} times");
                }
            }

            var expected = incident.Sum(command => command.Events.Count);
            if (items.Count != expected)
                _findings.Add($"{incident.Key} has {items.Count} events, {expected} were acknowledged");
        }

        var incidents = await Number("select count(*) from incidents.mt_doc_registerentry");
        if (incidents != asked.Count)
            _findings.Add($"{incidents} incidents are there, {asked.Count} were acknowledged");

        return (lost, doubled);
    }

    private static bool Is(JsonElement item, Acknowledged command) =>
        item.GetProperty("version").GetInt64() == command.Version
        && command.Events.Contains(item.GetProperty("type").GetString()!);

    private static async Task<IReadOnlyList<JsonElement>> History(Client reader, Guid incident)
    {
        var items = new List<JsonElement>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await reader.Gets($"/v1/incidents/{incident}/history?limit=500{cursor}");
            items.AddRange(page.GetProperty("items").EnumerateArray()
                .Where(item => item.TryGetProperty("version", out _)));
            cursor = page.TryGetProperty("next", out var next) && next.GetString() is { } more
                ? $"&cursor={Uri.EscapeDataString(more)}"
                : null;
        }

        return items;
    }

    /// <summary>Every file of evidence is there, as it was sent.</summary>
    private async Task TheFiles()
    {
        using var reader = Reader();
        foreach (var command in load.Ledger.All.Where(command =>
            command.Events.Contains("evidenceRecorded")))
        {
            var content = await reader.Downloads(
                $"/v1/incidents/{command.Incident}/evidence/{command.Made}/content");
            if (content != command.Sent.Mark)
                _findings.Add($"{command.Sent.Path}: the file is not there as it was sent");
        }
    }

    /// <summary>Whoever sends a command again gets the answer that was given, and nothing happens.</summary>
    private async Task TheAnswers()
    {
        using var reader = Reader();
        var all = load.Ledger.All.ToArray();
        foreach (var command in all.Where((_, at) => at % Math.Max(1, all.Length / AskedAgain) == 0))
        {
            var again = await reader.Answer(command.Sent, TimeSpan.FromSeconds(30));
            if (again is not var (status, body, _)
                || status != command.Status || !body.AsSpan().SequenceEqual(command.Answer))
                _findings.Add($"{command.Sent.Path} is answered otherwise when it is sent again");
        }
    }

    /// <summary>Versions are 1, 2, 3 … Where a transaction was broken off Marten puts what is no event on a
    /// stream of its own.</summary>
    private async Task TheStreams()
    {
        var gaps = await site.Asks(
            """
            select concat(s.type, ' ', s.id, ' at version ', s.version)
            from incidents.mt_streams s
            left join (
                select stream_id, count(*) as events, max(version) as last, min(version) as first
                from incidents.mt_events where type <> 'tombstone' group by stream_id) e on e.stream_id = s.id
            where (e.events, e.last, e.first) is distinct from (s.version, s.version, 1::bigint)
                and (s.version, e.events) is distinct from (0::bigint, null::bigint)
            """);
        _findings.AddRange(gaps.Select(stream => $"A stream has gaps: {stream}"));
    }

    /// <summary>Every event has its position in the feed: 1, 2, 3 …</summary>
    private async Task TheFeed()
    {
        const string Missing =
            """
            select (select count(*) from incidents.mt_events where type <> 'tombstone')
                - (select count(*) from incidents.change_positions)
            """;
        await Until(async () => await Number(Missing) == 0, "The feed does not have every event");
        if (await Number("select count(*) - max(position) from incidents.change_positions") != 0)
            _findings.Add("The feed has gaps");

        var told = await Told();
        var recorded = load.Ledger.All.SelectMany(
            command => command.Events.Select((type, at) =>
                $"{command.Incident} {command.Version - command.Events.Count + 1 + at} {type}")).ToArray();
        if (!told.Order(StringComparer.Ordinal).SequenceEqual(recorded.Order(StringComparer.Ordinal)))
        {
            _findings.Add($"The feed tells of {told.Count} events of incidents, {recorded.Length} were "
                + $"acknowledged; {recorded.Except(told).Count()} of these are not in it");
        }
    }

    /// <summary>What the feed tells somebody who may hear everything of incidents.</summary>
    private async Task<IReadOnlyList<string>> Told()
    {
        using var auditor = new Client(
            site.Addresses, await Load.KeyOf(site.Addresses[0], "auditor"), load.Ledger,
            TimeSpan.FromSeconds(30));
        var told = new List<string>();
        for (var after = 0L; ;)
        {
            var page = await auditor.Gets($"/v1/changes?after={after}&limit=500");
            var items = page.GetProperty("items").EnumerateArray().ToArray();
            told.AddRange(items.Where(item => item.GetProperty("data").TryGetProperty("version", out _))
                .Select(item => $"{item.GetProperty("subject")} {item.GetProperty("data")
                    .GetProperty("version")} {item.GetProperty("type")}"));
            if (items is [])
                return told;

            after = page.GetProperty("next").GetInt64();
        }
    }

    /// <summary>What follows from events has been done, and nothing was given up.</summary>
    private async Task TheMessages()
    {
        const string Left =
            """
            select concat(message_type, ' ', status, ' ', owner_id, ' ', attempts)
            from messages.wolverine_incoming_envelopes
            where status <> 'Handled' and (execution_time is null or execution_time < now())
            """;
        // Where the answer to a commit was lost, what it stored is found by its age.
        await site.Asks(
            "update messages.wolverine_incoming_envelopes set timestamp = now() - interval '1 hour'");
        await Until(async () => await site.Asks(Left) is [], "Messages are left over");
        _findings.AddRange((await site.Asks(Left)).Select(left => $"Left over: {left}").Take(3));
        var dead = await Number("select count(*) from messages.wolverine_dead_letters");
        if (dead > 0)
            _findings.Add($"{dead} messages were given up");
    }

    private async Task TheViews()
    {
        await Until(async () => await Number(
            """
            select (select max(position) from incidents.change_positions)
                - (select max(position) from incidents.projection_progress where name = 'reporting')
            """) == 0, "The reporting tables are behind");
        var before = await site.Asks(Views);
        await site.Command("projections", "rebuild", "all");
        var after = await site.Asks(Views);
        foreach (var row in before.Except(after).Concat(after.Except(before)).Take(5))
            _findings.Add($"A rebuild makes another row: {row}");
    }

    private async Task Until(Func<Task<bool>> so, string otherwise)
    {
        // What a node had in hand that died, another takes on after somewhat more than a minute.
        for (var tries = 0; tries < 2400; tries++)
        {
            if (await so())
                return;

            await Task.Delay(50);
        }

        _findings.Add(otherwise);
    }

    private Client Reader() => new(site.Addresses, load.Key, load.Ledger, TimeSpan.FromSeconds(30));

    private async Task<long> Number(string sql) => long.Parse(
        (await site.Asks(sql))[0] is { Length: > 0 } text ? text : "0",
        System.Globalization.CultureInfo.InvariantCulture);
}
