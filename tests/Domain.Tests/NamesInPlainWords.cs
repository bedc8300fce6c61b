namespace Incidents.Domain.Tests;

public sealed class NamesInPlainWords
{
    [Theory]
    [InlineData("Reported", "reported")]
    [InlineData("somethingHappened", "something happened")]
    [InlineData("DataProtectionOfficer", "data protection officer")]
    [InlineData("icoTold", "ICO told")]
    [InlineData("referredToIco", "referred to ICO")]
    [InlineData("apiKeyLost", "API key lost")]
    [InlineData("withinDays", "within days")]
    [InlineData("medicoLegal", "medico legal")]
    public void are_words_with_spaces_and_abbreviations_in_capitals(string name, string words) =>
        Words.Plain(name).Should().Be(words);
}
