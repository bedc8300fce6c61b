namespace Incidents.Domain.Tests;

/// <summary>What people are told where something is not done. A rule that refuses without a word helps
/// nobody, so every test that meets a no looks at its sentence too.</summary>
internal static class Sentences
{
    private const int Shortest = 20;

    /// <summary>A whole sentence that says what to do; it may begin with the field that it is
    /// about.</summary>
    public static void ShouldBeSaid(this Refusal refusal)
    {
        refusal.Detail.Should().HaveLength(refusal.Detail.Trim().Length).And.EndWith(".")
            .And.NotContain("  ").And.NotContain(" .").And.NotContain(" ,");
        refusal.Detail.Length.Should().BeGreaterThan(Shortest, $"'{refusal.Detail}' says what to do");
        (char.IsUpper(refusal.Detail[0]) || char.IsDigit(refusal.Detail[0])
            || refusal.Detail.StartsWith('/')
            || refusal.Detail.Split(' ')[0].EndsWith(':') || IsField(refusal.Detail.Split(' ')[0]))
            .Should().BeTrue($"'{refusal.Detail}' begins with its beginning");
        foreach (var blocking in refusal.Blocking)
            blocking.ShouldBeSaid();
    }

    /// <summary>What is wrong, said of the field that the pointer names.</summary>
    public static void ShouldBeSaid(this FieldProblem problem)
    {
        problem.Message.Should().EndWith(".").And.NotContain("  ").And.NotContain(" .").And.NotContain(" ,");
        char.IsLower(problem.Message[0]).Should().BeTrue($"'{problem.Message}' goes on from the field");
    }

    private static bool IsField(string word) => word.Any(char.IsUpper) || word == "personId";
}
