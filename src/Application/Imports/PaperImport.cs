using System.Collections.Immutable;
using Incidents.Application.Commands;
using Incidents.Application.Policy;
using Incidents.Application.PersonalData;
using Incidents.Domain;
using Marten;

namespace Incidents.Application.Imports;

/// <summary>Takes rows of a paper register over, each by its own command on the way of every command. An
/// incident's id follows from the row's reference, so that a row makes one incident however often, and by
/// whomever at the same moment, it is sent.</summary>
public sealed class PaperImport(
    IDocumentStore store, IncidentCommands commands, PolicyPacks packs, LookupSecret secret,
    TimeProvider clock)
{
    private static readonly Rendered NoAnswer = new(200, Location: null, ETag: null, []);

    /// <summary>Who may import: the holders of that duty.</summary>
    public async Task<bool> IsFor(Caller caller, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(caller.Tenant);
        var (_, pack) = await packs.InForce(session, cancellation);

        return pack.Holders(DutyAttribute.Of(typeof(ImportIncident)), severity: null).Roles
            .Any(caller.Actor.Is);
    }

    /// <summary>Reads the file of a register, with times by the school's calendar.</summary>
    public async Task<PaperReading> Read(
        Caller caller, ReadOnlyMemory<byte> file, bool asWindows1252, CancellationToken cancellation)
    {
        if (PaperText.Read(file.Span, asWindows1252, out var problem) is not { } text)
            return new([], [problem!]);

        await using var session = store.QuerySession(caller.Tenant);
        var (_, pack) = await packs.InForce(session, cancellation);

        return PaperRegisterFile.Read(text, pack.Calendar);
    }

    /// <summary>What would be wrong with the rows, and how many were taken over before. Nothing is
    /// recorded.</summary>
    public async Task<(IReadOnlyList<RowProblem> Problems, int AlreadyThere)> Try(
        Caller caller, IReadOnlyList<PaperRow> rows, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(caller.Tenant);
        var (pin, pack) = await packs.InForce(session, cancellation);
        var now = Instants.Stored(clock.GetUtcNow());
        var problems = new List<RowProblem>();
        var alreadyThere = 0;
        foreach (var chunk in rows.Chunk(500))
        {
            var there = await There(session, caller.Tenant, chunk, cancellation);
            alreadyThere += there.Count;
            problems.AddRange(chunk
                .Where(row => !there.ContainsKey(IdOf(caller.Tenant, row.Incident.PaperReference)))
                .SelectMany(row => Wrong(row, new()
                {
                    Actor = caller.Actor,
                    Now = now,
                    Pack = pack,
                    Pin = pin,
                    NewId = Ids.Random(),
                    People = row.Incident.NamedPeople.ToDictionary(
                        person => person, _ => new KnownIdentity(Guid.Empty, []),
                        (IEqualityComparer<INamedPerson>)ReferenceEqualityComparer.Instance),
                })));
        }

        return (problems, alreadyThere);
    }

    /// <summary>Takes rows over.</summary>
    /// <param name="caller">Whose correlation is that of the import, so that what it made itself before a
    /// crash is known again.</param>
    /// <param name="told">What became of each row, as soon as that is stored.</param>
    public async Task Carry(
        Caller caller, IReadOnlyCollection<PaperRow> rows, Action<RowOutcome, IReadOnlyList<RowProblem>> told,
        CancellationToken cancellation)
    {
        await using var session = store.QuerySession(caller.Tenant);
        var there = await There(session, caller.Tenant, rows, cancellation);
        foreach (var row in rows)
        {
            var id = IdOf(caller.Tenant, row.Incident.PaperReference);
            var (outcome, problems) = there.TryGetValue(id, out var by)
                ? await Again(caller, row, id, ours: by == caller.Correlation, cancellation)
                : await Take(caller, row, id, cancellation);
            told(outcome, problems);
        }
    }

    /// <summary>The incident that a reference makes.</summary>
    private Guid IdOf(string tenant, string reference)
    {
        var bytes = Convert.FromHexString(secret.Hash("imported-incident", tenant, reference)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);

        return new(bytes, bigEndian: true);
    }

    private async Task<(RowOutcome, IReadOnlyList<RowProblem>)> Take(
        Caller caller, PaperRow row, Guid id, CancellationToken cancellation)
    {
        var outcome = await commands.Carry(
            new(caller, row.Incident, IncidentId: null) { NewId = id }, _ => NoAnswer, cancellation);
        if (outcome is Outcome.Answered)
            return (RowOutcome.Imported, []);

        // Somebody else sends the same row at this moment.
        return outcome is Outcome.Busy
            ? await Again(caller, row, id, ours: false, cancellation)
            : (RowOutcome.Refused, Why(row, outcome));
    }

    private async Task<(RowOutcome, IReadOnlyList<RowProblem>)> Again(
        Caller caller, PaperRow row, Guid id, bool ours, CancellationToken cancellation) =>
        await commands.Carry(new(caller, row.Incident, id), _ => NoAnswer, cancellation) switch
        {
            Outcome.Answered => (ours ? RowOutcome.Imported : RowOutcome.AlreadyThere, []),
            // What was erased is not brought back from the paper.
            Outcome.NotDone { Why: Refusal { Rule: var rule } } when rule == Rules.IncidentErased =>
                (RowOutcome.AlreadyThere, []),
            var other => (RowOutcome.Refused, Why(row, other)),
        };

    /// <summary>Of the rows' incidents those that are there, each with the call that made it.</summary>
    private async Task<Dictionary<Guid, Guid?>> There(
        IQuerySession session, string tenant, IReadOnlyCollection<PaperRow> rows,
        CancellationToken cancellation)
    {
        var ids = rows.Select(row => IdOf(tenant, row.Incident.PaperReference)).Distinct().ToArray();
        var found = await session.Events.QueryAllRawEvents()
            .Where(e => e.StreamId.IsOneOf(ids) && e.Version == 1).ToListAsync(cancellation);

        return found.ToDictionary(e => e.StreamId, Store.Metadata.Causation);
    }

    private static ImmutableArray<RowProblem> Wrong(PaperRow row, Context context) =>
        Judgement.On(row.Incident, Incident.Initial, context) is var decision and not Recorded
            ? Why(row, new Outcome.NotDone(decision))
            : [];

    private static ImmutableArray<RowProblem> Why(PaperRow row, Outcome outcome) => outcome switch
    {
        Outcome.NotDone { Why: Invalid { Problems: var problems } } =>
        [
            .. problems.Select(
                problem => new RowProblem(row.Number, problem.Pointer[1..], problem.Message)),
        ],
        Outcome.NotDone { Why: Refusal { Detail: var detail } } => [new(row.Number, null, detail)],
        Outcome.NotFound =>
            [new(row.Number, "paperReference", "was imported before, and you may not see that incident.")],
        _ => [new(row.Number, null, "could not be recorded now; send the file again.")],
    };
}
