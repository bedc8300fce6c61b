using System.Reflection;

namespace Incidents.Domain;

/// <summary>Something that an actor asks for. Each command cites its policy point and holds
/// every rule of its step.</summary>
public abstract record IncidentCommand : Command
{
    /// <summary>What the record of it must not tell of whoever asks for it (how-1).</summary>
    public virtual Discretion DiscretionFor(Actor actor) =>
        actor.IsUnnamed ? Discretion.Actor : Discretion.None;

    /// <summary>What becomes of it: what is already so first, then the rules in their
    /// order, then the events.</summary>
    public abstract Decision Decide(Incident incident, Context context);

    /// <summary>The duty it belongs to on this incident, where that is not always the same.</summary>
    protected internal virtual string DutyOn(Incident incident) => DutyAttribute.Of(GetType());

    /// <summary>Where its path names a part that the incident does not have: the refusal.</summary>
    protected internal virtual Refusal? NotThere(Incident incident, Context context) => null;

    /// <summary>The role whose holder it is about, and who therefore leaves it to others.</summary>
    protected internal virtual Role? About(Context context) => null;

    /// <summary>Whether the author of the outcome report is told so (why-6) instead of being
    /// told whose duty it is.</summary>
    protected internal virtual bool IsReview => false;

    /// <summary>An instant as the record keeps it: to the hour, where the moment would point to
    /// somebody.</summary>
    private protected DateTimeOffset? AsKept(DateTimeOffset? instant, Context context) =>
        instant is { } exact && DiscretionFor(context.Actor) != Discretion.None
            ? Moments.ToTheHour(exact)
            : instant;
}

/// <summary>A command of which it must be known whether the actor is the protected reporter.</summary>
public interface IAsksWhoReported;

/// <summary>What the record must not tell of whoever acts (how-1).</summary>
public enum Discretion
{
    /// <summary>Nothing is held back.</summary>
    None,

    /// <summary>The moment: instants to the hour and ids that no clock made.</summary>
    Moment,

    /// <summary>The moment, and who it was.</summary>
    Actor,
}

/// <summary>Instants that tell less than a clock does.</summary>
public static class Moments
{
    /// <summary>The beginning of its hour, UTC.</summary>
    public static DateTimeOffset ToTheHour(DateTimeOffset instant)
    {
        var utc = instant.ToUniversalTime();

        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerHour));
    }
}

/// <summary>A command whose body, not its path, says which incident it is about.</summary>
public interface INamesIncident
{
    /// <summary>The incident; none: it is about something else.</summary>
    public Guid? NamedIncident { get; }
}

/// <summary>The duty that a command belongs to: the path of its step.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class DutyAttribute(string duty) : Attribute
{
    /// <summary>A duty of the pack.</summary>
    public string Duty { get; } = duty;

    /// <summary>The duty of a command.</summary>
    /// <exception cref="InvalidOperationException">The command names none, which a test forbids.</exception>
    public static string Of(Type command) =>
        command.GetCustomAttribute<DutyAttribute>()?.Duty
        ?? throw new InvalidOperationException($"{command.Name} names no duty.");
}

/// <summary>A part of a command that its path gives, not its body.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PathAttribute : Attribute;

/// <summary>A command that names parts of the incident by their ids.</summary>
public interface INamesParts
{
    /// <summary>The ids it names.</summary>
    public IEnumerable<Guid> NamedParts { get; }
}

/// <summary>A command that replaces what its step said before, so that it is compared with it.</summary>
public interface IReplaces
{
    /// <summary>The version of the event that it replaces; none: nothing was said before.</summary>
    public long? Replaced(Incident incident);
}

/// <summary>The order in which an answer is found, once, for every command.</summary>
public static class Judgement
{
    /// <summary>What becomes of a command of somebody who sees the incident.</summary>
    public static Decision On(IncidentCommand command, Incident incident, Context context)
    {
        if (Before(command, incident, context) is { } stopped)
            return stopped;

        var decision = command.Decide(incident, context);

        // What an erased incident was can neither be read nor added to; what is already so stays so.
        return incident.IsErased && decision is not (Invalid or Recorded { Events.IsEmpty: true })
            ? Erased
            : decision;
    }

    /// <summary>What stops a command before its own rules are asked; nothing, where they are to be.</summary>
    public static Decision? Before(IncidentCommand command, Incident incident, Context context)
    {
        if (command.NotThere(incident, context) is { } notThere)
            return notThere;

        if (Duties.Forbid(command, incident, context) is { } forbidden)
            return forbidden;

        return context.ExpectedVersion is { } expected && expected != incident.Version
            ? new Stale(incident.Version)
            : null;
    }

    /// <summary>No command is carried out on an erased incident.</summary>
    public static Refusal Erased { get; } = Rules.IncidentErased.Refuses(
        "This incident was erased, so nothing more is recorded of it. Report a new one, if something "
            + "happened.");
}
