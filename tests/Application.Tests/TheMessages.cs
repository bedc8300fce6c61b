using Incidents.Application.Imports;
using Npgsql;
using Wolverine;
using Wolverine.ErrorHandling;
using Wolverine.Runtime.Handlers;

namespace Incidents.Application.Tests;

/// <summary>What becomes of a message whose handler failed.</summary>
public sealed class TheMessages
{
    /// <summary>Three at once, then after 1 and 10 minutes, 1, 6 and 24 hours.</summary>
    private const int Tries = 8;

    private static readonly Exception Away = new NpgsqlException("It is away.");

    public static TheoryData<Exception> OfTheDatabase =>
    [
        Away, new InvalidOperationException("A statement failed.", Away),
        new InvalidOperationException("A session failed.", new InvalidOperationException("", Away)),
    ];

    [Theory, MemberData(nameof(OfTheDatabase))]
    public void are_tried_again_for_a_day_where_the_database_is_away_whoever_says_so(Exception failure)
    {
        var options = new WolverineOptions();
        ApplicationServices.ConfigureMessages(options, several: true);

        var rules = ((IWithFailurePolicies)options.Policies).Failures;

        Enumerable.Range(1, Tries).Should().AllSatisfy(
            tries => IsTriedAgain(rules, failure, tries).Should().BeTrue());
        IsTriedAgain(rules, failure, Tries + 1).Should().BeFalse();
    }

    [Fact]
    public void of_an_import_are_tried_again_for_a_day_whatever_failed()
    {
        var chain = new HandlerChain(typeof(ContinueImport), new HandlerGraph());
        ContinueImportHandler.Configure(chain);

        Enumerable.Range(1, Tries).Should().AllSatisfy(tries =>
            IsTriedAgain(chain.Failures, new InvalidOperationException(), tries).Should().BeTrue());
    }

    private static bool IsTriedAgain(FailureRuleCollection rules, Exception failure, int tries)
    {
        var message = new Envelope { Attempts = tries };

        return rules.Any(rule =>
            rule.TryCreateContinuation(failure, message, out var next)
            && next.GetType().Name != nameof(IFailureActions.MoveToErrorQueue));
    }
}
