namespace Incidents.Benchmarks.Seeding;

/// <summary>What seeded incidents are called and tell.</summary>
internal static class Words
{
    private static readonly string[] Things =
    [
        "Medical list", "Class register", "Exam papers", "Laptop", "Memory stick", "Safeguarding file",
        "Visitor book", "Consent forms", "Payroll sheet", "Parent contact sheet", "Tablet", "SEN report",
        "Staff directory", "Photo album", "Trip folder", "Behaviour log", "Governor minutes", "Key card",
    ];

    private static readonly string[] Mishaps =
    [
        "left on the coach", "sent to the wrong parents", "found in the corridor", "lost on the way home",
        "seen by a visitor", "shared with everybody", "left on the printer", "taken from a bag",
        "open on an unlocked screen", "posted to an old address", "thrown away unshredded",
        "published on the website", "opened with a guessed password", "forwarded by a phishing rule",
    ];

    private static readonly string[] Places =
    [
        "Year 1", "Year 2", "Year 3", "Year 4", "Year 5", "Year 6", "the office", "the library", "the gym",
        "the music room", "the kitchen", "the IT suite", "reception", "the staff room", "the hall",
    ];

    /// <summary>The commonest first.</summary>
    private static readonly string[] BreachTypes =
    [
        "emailed-to-wrong-recipient", "paperwork-lost-or-stolen", "bcc-not-used", "unauthorised-access",
        "device-lost-or-stolen-encrypted", "verbal-disclosure", "phishing", "published-in-error",
        "failure-to-redact", "posted-to-wrong-recipient", "insecure-disposal-paper", "misconfiguration",
        "device-lost-or-stolen-unencrypted", "password-guessed", "malware", "insecure-disposal-hardware",
        "ransomware", "other",
    ];

    private static readonly string[] Policies =
    [
        "information-handling", "data-protection", "email", "clear-desk", "access-control",
        "acceptable-use", "mobile-and-remote-working", "physical-security", "records-retention", "suppliers",
    ];

    public static string Title(Random random) =>
        $"{Of(random, Things)} of {Of(random, Places)} {Of(random, Mishaps)}";

    public static string Place(Random random) => Of(random, Places);

    public static string BreachType(Random random) => Common(random, BreachTypes);

    public static string Policy(Random random) => Common(random, Policies);

    /// <summary>A paragraph like those that people write.</summary>
    public static string Story(Random random) => random.Next(3) switch
    {
        0 => "It was noticed during the morning and reported at once. Nobody is known to have read it.",
        1 => "The class teacher was told by a parent, looked for it and found it an hour later. It had been "
            + "out of our hands for part of the day. Those who may have seen it were asked.",
        _ => "Found by a colleague. What it held, who could reach it and for how long was written down; the "
            + "office was told on the same day.",
    };

    public static string Reason(Random random) => random.Next(2) == 0
        ? "What was seen and by whom is known, and the harm that can come of it is small."
        : "It rests on what those who were there said and on what the systems recorded.";

    /// <summary>One of the words; each half as common as the one before, and none rare beyond
    /// measure.</summary>
    private static string Common(Random random, string[] words)
    {
        var at = random.NextDouble();

        return words[(int)(at * at * words.Length)];
    }

    private static string Of(Random random, string[] words) => words[random.Next(words.Length)];
}
