using System.Text;
using System.Text.RegularExpressions;
using Incidents.Application.PersonalData;
using Incidents.Application.Store;
using Incidents.Application.Tests.Store;
using Incidents.Domain;

namespace Incidents.Application.Tests.PersonalData;

public sealed partial class TheListOfSealedFields
{
    private const string List = "docs/sealed-fields.md";

    private const string Alone = "the report alone, where its reporter is protected";

    private const string Head =
        """
        # What is sealed

        Every text that an event holds, the class that says who reads it, and the key that it lies under.
        Whose key is destroyed, reads as erased; what is under the key of a person lies under that of its
        incident too, and is gone with either. The rest of an event is ids, enums, numbers and instants, in
        clear. Who opens which class is decided in `src/Domain/Access/Visibility.cs`.

        This page is made from what the commands decide; a test compares it.
        `INCIDENTS_UPDATE_GENERATED=1 dotnet test` makes it anew.

        | event | field | class | under the key of |
        |---|---|---|---|

        """;

    private static readonly IReadOnlyList<SealedField> Fields =
    [
        .. DecidedEvents.All.SelectMany(SealedField.Of).Distinct()
            .OrderBy(field => field.Event, StringComparer.Ordinal)
                .ThenBy(field => field.Path, StringComparer.Ordinal)
            .ThenBy(field => field.Class).ThenBy(field => field.Key, StringComparer.Ordinal),
    ];

    [Fact]
    public void is_what_the_commands_decide()
    {
        var today = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var (@event, path, @class, key) in Fields)
            today.Append($"| `{@event}` | `{path}` | {Words.CamelCase(@class)} | {key} |\n");

        Generated.Renewed(List, today.ToString()).Should().Be(today.ToString(),
            $"{List} is made from the code: make it anew with INCIDENTS_UPDATE_GENERATED=1 and look at "
                + "what changed");
    }

    [Fact]
    public void leaves_out_no_text_of_any_event() =>
        EventNames.All.SelectMany(pair => TextFields.Of(FilledEvent.Full(pair.Key))
                .Select(field => $"{pair.Value} {SealedField.Generic(field.Path)}")).Distinct()
            .Should().BeEquivalentTo(Fields.Select(field => $"{field.Event} {field.Path}").Distinct());

    [Fact]
    public void has_one_class_and_one_key_for_each_field() =>
        Fields.Where(field => field.Key != Alone).Select(field => (field.Event, field.Path)).Should()
            .OnlyHaveUniqueItems();

    [Fact]
    public void has_who_a_protected_reporter_is_under_a_key_of_the_report_alone() =>
        Fields.Where(field => field.Key == Alone).Should()
            .Equal(new SealedField("incident_reported", "reporter.name", TextClass.Reporter, Alone));

    [Fact]
    public void has_the_name_of_a_person_under_the_key_of_that_person() =>
        Fields.Where(field => field.Path is "name" or "reporter.name" or "peopleInvolved[].name" or "person")
            .Where(field => field.Event != "tenant_made" && field.Key != Alone)
            .Should().NotBeEmpty().And.OnlyContain(field => field.Key == "the person");

    private sealed partial record SealedField(string Event, string Path, TextClass Class, string Key)
    {
        public static IEnumerable<SealedField> Of(StoredEvent @event) => TextFields.Of(@event).Select(field =>
            new SealedField(
                EventNames.Of(@event), Generic(field.Path), field.Text.Class, (field.Text, @event) switch
                {
                    (ClearText { Person: { } key }, _) when key == Tenant.StreamId => "the tenant",
                    (ClearText { IsIdentity: true }, _) => Alone,
                    (ClearText { Person: not null }, _) => "the person",
                    (_, TenantEvent) => "the tenant",
                    (_, PolicyExceptionEvent) => "the exception",
                    (_, PolicyChangeEvent) => "the proposal",
                    _ => "the incident",
                }));

        /// <summary>The path of every item of a list.</summary>
        public static string Generic(string path) => Place().Replace(path, "[]");

        [GeneratedRegex(@"\[\d+\]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
        private static partial Regex Place();
    }
}
