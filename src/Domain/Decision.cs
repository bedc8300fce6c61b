namespace Incidents.Domain;

/// <summary>What becomes of a command.</summary>
public abstract record Decision
{
    /// <summary>It is already so: nothing is recorded.</summary>
    public static Decision Nothing { get; } = new Recorded([]);

    /// <summary>One event.</summary>
    public static implicit operator Decision(IncidentEvent @event) => new Recorded([@event]);

    /// <summary>What was found wrong with one field.</summary>
    public static Decision Wrong(string pointer, string message) => new Invalid([new(pointer, message)]);

    /// <summary>Several events, in this order.</summary>
    public static Decision Of(params IncidentEvent[] events) => new Recorded([.. events]);
}

/// <summary>The events to append; none: what was asked for is already so.</summary>
public sealed record Recorded(ImmutableArray<IncidentEvent> Events) : Decision
{
    /// <summary>What whoever acted is told, where that is a no although something is recorded.</summary>
    public Refusal? Told { get; init; }
}

/// <summary>The events to append to a stream that is no incident; none: it is already so.</summary>
public sealed record Recorded<TEvent>(ImmutableArray<TEvent> Events) : Decision
    where TEvent : StoredEvent;

/// <summary>Written against another version than there is now.</summary>
/// <param name="Current">The version it now has.</param>
public sealed record Stale(long Current) : Decision;

/// <summary>The command itself makes no sense, whatever the rules say.</summary>
public sealed record Invalid(ImmutableArray<FieldProblem> Problems) : Decision;

/// <summary>What is wrong with a field, and what to do.</summary>
/// <param name="Pointer">JSON pointer into the body, as in RFC 6901.</param>
/// <param name="Message">A sentence for whoever sent it.</param>
public sealed record FieldProblem(string Pointer, string Message);

/// <summary>An expected no.</summary>
/// <param name="Point">The policy point it rests on; none for a reference to
/// something that is not there.</param>
/// <param name="Detail">A sentence that says what to do; never a personal datum.</param>
public sealed record Refusal(Rule Rule, string? Point, string Detail) : Decision
{
    /// <summary>Whether nobody but whoever asked may learn of it, from a log either.</summary>
    public bool ToThemAlone { get; init; }

    /// <summary>Everything that stands in the way, where more than one thing can.</summary>
    public ImmutableArray<Refusal> Blocking { get; init; } = [];

    /// <summary>What kind of no it is: the rule's, unless the same reference can stand in a path.</summary>
    public RefusalKind Kind { get; init; } = Rule.Kind;
}

/// <summary>What kind of no a rule gives.</summary>
public enum RefusalKind
{
    /// <summary>The state of the incident forbids it.</summary>
    Rule,

    /// <summary>The actor may not do this.</summary>
    Duty,

    /// <summary>The path names something that is not there.</summary>
    NotThere,

    /// <summary>The body refers to something that is not there, or does not match.</summary>
    Reference,
}
