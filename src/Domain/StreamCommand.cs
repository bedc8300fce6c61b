namespace Incidents.Domain;

/// <summary>Something that an actor asks for, of whatever it is.</summary>
public abstract record Command
{
    /// <summary>What is wrong with the command itself, whatever it is asked of.</summary>
    public virtual IEnumerable<FieldProblem> Problems() => [];
}

/// <summary>The fold of a stream that is no incident.</summary>
public interface IFold<TSelf, in TEvent>
    where TSelf : IFold<TSelf, TEvent>
    where TEvent : StoredEvent
{
    /// <summary>Before anything has happened.</summary>
    public static abstract TSelf Initial { get; }

    /// <summary>The version that callers write against.</summary>
    public long Version { get; }

    /// <summary>As it is after one more event.</summary>
    public TSelf Evolve(TEvent @event);
}

/// <summary>Something that an actor asks of the policy itself and not of an incident: that a pack is adopted,
/// an exception granted, a change proposed. Its stream is its own; else it is as an
/// <see cref="IncidentCommand"/>.</summary>
public abstract record StreamCommand<TState, TEvent> : Command
    where TState : IFold<TState, TEvent>
    where TEvent : StoredEvent
{
    /// <summary>Whether whoever acts sees what it is asked of; for others it is not there.</summary>
    public virtual bool IsSeen(TState state, Context context) => true;

    /// <summary>What becomes of it for whoever sees what it is asked of; in the same order as for an
    /// incident.</summary>
    public Decision Judge(TState state, Context context)
    {
        if (Forbid(state, context) is { } forbidden)
            return forbidden;

        if (context.ExpectedVersion is { } expected && expected != state.Version)
            return new Stale(state.Version);

        return Decide(state, context);
    }

    /// <summary>What becomes of it: what is already so first, then the rules in their
    /// order, then the event.</summary>
    protected internal abstract Decision Decide(TState state, Context context);

    /// <summary>The refusal, where it is not the actor's to do.</summary>
    protected internal virtual Refusal? Forbid(TState state, Context context) => null;

    /// <summary>It is already so: nothing is recorded.</summary>
    protected static Decision Nothing { get; } = new Recorded<TEvent>([]);

    /// <summary>One event.</summary>
    protected static Decision Record(TEvent @event) => new Recorded<TEvent>([@event]);
}
