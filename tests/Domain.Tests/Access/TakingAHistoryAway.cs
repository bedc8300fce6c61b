namespace Incidents.Domain.Tests;

public sealed class TakingAHistoryAway
{
    private static readonly DisciplinaryActionCommenced Disciplined =
        new(Text.Of(Why, TextClass.Disciplinary), null, null, null);

    [Fact]
    public void is_a_look_where_few_may_read_what_it_holds()
    {
        Of(Reported(), Interviewed()).Should().Equal(TextClass.Interview);
        Of(Reported(), NotDisciplined()).Should().Equal(TextClass.Disciplinary);
        Of(Disciplined, Interviewed(), Interviewed()).Should()
            .Equal(TextClass.Interview, TextClass.Disciplinary);
    }

    [Fact]
    public void is_none_where_whoever_sees_the_incident_reads_it() =>
        GuardedTexts.TakenWith([Reported(), Classified(), Decided()]).Should().BeNull();

    [Fact]
    public void is_none_where_its_reader_may_not_open_those_texts() =>
        GuardedTexts.TakenWith([
            Reported(), Interviewed() with { Notes = new WithheldText(TextClass.Interview) },
            NotDisciplined() with { Reason = new WithheldText(TextClass.Disciplinary) },
            Disciplined with { Reason = new ErasedText(TextClass.Disciplinary) },
        ]).Should().BeNull();

    private static ImmutableArray<TextClass> Of(params IncidentEvent[] opened) =>
        GuardedTexts.TakenWith(opened)!.Classes;
}
