namespace Incidents.Domain;

/// <summary>When something was, as a paper register says it.</summary>
/// <param name="On">The school's own date.</param>
/// <param name="At">The school's own time of day, where the paper has one.</param>
/// <param name="Instant">UTC; of a day without a time, its beginning.</param>
public sealed record PaperMoment(DateOnly On, TimeOnly? At, DateTimeOffset Instant);

/// <summary>What a date of a paper register is the date of.</summary>
public enum PaperDateOf
{
    /// <summary>It happened.</summary>
    Occurred,

    /// <summary>It was found.</summary>
    Discovered,

    /// <summary>It was reported.</summary>
    Reported,

    /// <summary>The ICO was notified.</summary>
    IcoNotified,

    /// <summary>People were informed.</summary>
    PeopleInformed,

    /// <summary>It was closed.</summary>
    Closed,
}

/// <summary>A date as the paper says it.</summary>
/// <param name="On">The school's own date.</param>
/// <param name="At">The school's own time of day, where the paper has one.</param>
public sealed record PaperDate(PaperDateOf Of, DateOnly On, TimeOnly? At);

/// <summary>Somebody whom the paper names.</summary>
public sealed record PersonOnPaper(Guid PersonId, Text Name);
