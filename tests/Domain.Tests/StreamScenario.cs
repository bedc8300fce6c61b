namespace Incidents.Domain.Tests;

/// <summary>What has happened on a stream that is no incident.</summary>
internal sealed record StreamHistory<TState, TEvent>(params ImmutableArray<TEvent> Events)
    where TState : IFold<TState, TEvent>
    where TEvent : StoredEvent
{
    public TState State => Events.Aggregate(TState.Initial, (state, e) => state.Evolve(e));

    /// <param name="at">The instant at which it is asked, by UTC; the usual one.</param>
    public StreamVerdict<TEvent> When(
        StreamCommand<TState, TEvent> command, Actor by, long? expecting = null, DateTimeOffset? at = null,
        PolicyPack? under = null)
    {
        if (command.Problems().ToImmutableArray() is { IsEmpty: false } problems)
            return new(new Invalid(problems));

        var context = new Context
        {
            Actor = by,
            Now = at ?? Now,
            Pack = under ?? Pack,
            Pin = Pin,
            NewId = NewId,
            ExpectedVersion = expecting,
        };

        return command.IsSeen(State, context) ? new(command.Judge(State, context)) : new(Decision: null);
    }
}

/// <param name="Decision">What was decided; nothing where the actor does not see what it is asked of.</param>
internal sealed record StreamVerdict<TEvent>(Decision? Decision)
    where TEvent : StoredEvent
{
    public void Then(params TEvent[] events) =>
        Decision.Should().BeOfType<Recorded<TEvent>>().Which.Events.Should()
            .BeEquivalentTo(events, o => o.RespectingRuntimeTypes().WithStrictOrdering());

    public void ThenNothing() => Then();

    public void ThenNotThere() => Decision.Should().BeNull();

    public void ThenRefused(string code, string? point)
    {
        var refusal = Decision.Should().BeOfType<Refusal>().Subject;
        (refusal.Rule.Code, refusal.Point).Should().Be((code, point));
        refusal.ShouldBeSaid();
    }

    public void ThenInvalid(params string[] pointers)
    {
        var problems = Decision.Should().BeOfType<Invalid>().Which.Problems;
        problems.Select(problem => problem.Pointer).Should().BeEquivalentTo(pointers);
        foreach (var problem in problems)
            problem.ShouldBeSaid();
    }

    public void ThenStale(long current) => Decision.Should().Be(new Stale(current));
}
