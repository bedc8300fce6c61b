using System.Buffers.Binary;

namespace Incidents.Domain;

/// <summary>What a decision rests on besides the command and the incident.</summary>
public sealed record Context
{
    /// <summary>Who acts.</summary>
    public required Actor Actor { get; init; }

    /// <summary>The instant of the decision, UTC.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The policy pack that the incident pinned; for a report, the one in force.</summary>
    public required PolicyPack Pack { get; init; }

    /// <summary>That pack's version and hash.</summary>
    public required PackPin Pin { get; init; }

    /// <summary>A fresh id: the incident's for a report, else that of the part
    /// that the command makes.</summary>
    public required Guid NewId { get; init; }

    /// <summary>What the school's clock shows; where nobody says it, that of UTC.</summary>
    public LocalOf Local { get; init; } = instant =>
        (DateOnly.FromDateTime(instant.UtcDateTime), TimeOnly.FromDateTime(instant.UtcDateTime));

    /// <summary>The school's date at the instant of the decision.</summary>
    public DateOnly Today => Local(Now).Day;

    /// <summary>Version that the actor wrote against, where they said so.</summary>
    public long? ExpectedVersion { get; init; }

    /// <summary>Who asks that their identity be protected, ready to be sealed; none: nobody does.</summary>
    public HiddenIdentity? Identity { get; init; }

    /// <summary>Whether the actor is the protected reporter. It is looked up only for a command that asks,
    /// and only that actor is told.</summary>
    public bool ActorIsReporter { get; init; }

    /// <summary>Who the people are whom the command names.</summary>
    public IReadOnlyDictionary<INamedPerson, KnownIdentity> People { get; init; } =
        new Dictionary<INamedPerson, KnownIdentity>(ReferenceEqualityComparer.Instance);

    /// <summary>Of the parts that the command names, those that the incident has, each by
    /// the event that made it.</summary>
    public IReadOnlyDictionary<Guid, IncidentEvent> Parts { get; init; } =
        ImmutableDictionary<Guid, IncidentEvent>.Empty;

    /// <summary>The event that the command replaces, with its texts open.</summary>
    public IncidentEvent? Replaced { get; init; }

    /// <summary>The incident's deadlines, for the command that acts on them.</summary>
    public ImmutableArray<Deadline> Deadlines { get; init; } = [];

    /// <summary>Who recorded each of these parts, where the record tells.</summary>
    public IReadOnlyDictionary<Guid, Guid> Recorders { get; init; } = ImmutableDictionary<Guid, Guid>.Empty;

    /// <summary>The event that the command names by its version, where the incident has it.</summary>
    public PastEvent? Past { get; init; }

    /// <summary>The other incident that the command names, where the actor sees all of it.</summary>
    public OtherIncident? Other { get; init; }

    /// <summary>Whether an instant that somebody states lies ahead, five minutes
    /// granted to their clock.</summary>
    public bool IsAhead(DateTimeOffset? instant) => instant > Now.AddMinutes(5);

    /// <summary>The id of the event, and of the part that it makes, at a place among those that are
    /// recorded.</summary>
    /// <param name="index">From 0, which has <see cref="NewId"/>.</param>
    public Guid IdOf(int index)
    {
        Span<byte> bytes = stackalloc byte[16];
        NewId.TryWriteBytes(bytes, bigEndian: true, out _);
        var low = BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[12..], low + (uint)index);

        return new(bytes, bigEndian: true);
    }

    /// <summary>Who somebody named is.</summary>
    public KnownIdentity Who(INamedPerson person) => People[person];

    /// <summary>The event that made a part, where the incident has it.</summary>
    public TEvent? Made<TEvent>(Guid part)
        where TEvent : IncidentEvent => Parts.GetValueOrDefault(part) as TEvent;
}

/// <summary>Who a protected reporter is.</summary>
/// <param name="Key">The key under which it is sealed, which is this report's alone.</param>
/// <param name="Value">Who it is, for the service itself to read.</param>
public sealed record HiddenIdentity(Guid Key, string Value)
{
    /// <inheritdoc/>
    public override string ToString() => "(a hidden identity)";
}

/// <summary>An event of the incident that a command names.</summary>
/// <param name="By">Who recorded it, where the record tells.</param>
public sealed record PastEvent(IncidentEvent Event, Guid? By);

/// <summary>Who somebody named is to the school.</summary>
/// <param name="Roles">The roles that this person is known to hold.</param>
public sealed record KnownIdentity(Guid PersonId, ImmutableArray<Role> Roles);
