namespace Incidents.Domain;

/// <summary>Texts that only few of those who see an incident may read: of interviews and of disciplinary
/// action.</summary>
public static class GuardedTexts
{
    /// <summary>The look that taking these events away is; none where everybody who sees the incident may
    /// read them.</summary>
    /// <param name="opened">Their texts opened as far as whoever takes them may read.</param>
    public static SealedClassesExported? TakenWith(IEnumerable<IncidentEvent> opened)
    {
        var classes = opened.Select(Opened).OfType<TextClass>().Distinct().Order().ToImmutableArray();

        return classes.IsEmpty ? null : new(classes);
    }

    private static TextClass? Opened(IncidentEvent @event) => @event switch
    {
        InterviewRecorded { Notes: ClearText } => TextClass.Interview,
        DisciplinaryActionCommenced { Reason: ClearText } => TextClass.Disciplinary,
        DisciplinaryActionDeclined { Reason: ClearText } => TextClass.Disciplinary,
        _ => null,
    };
}
