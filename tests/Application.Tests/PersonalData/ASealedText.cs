using CsCheck;
using Incidents.Application.PersonalData;
using Incidents.Domain;

namespace Incidents.Application.Tests.PersonalData;

public sealed class ASealedText
{
    private const string Name = "disciplinary_action_commenced";
    private static readonly Guid Elsewhere = new("0198c0de-0000-7000-8000-000000000009");

    private static readonly DisciplinaryActionCommenced Clear = new(
        Text.Of("the reason", TextClass.Disciplinary), Samples.Person, Text.Name("Ann", Samples.Person),
        Position: null);

    private readonly KeyChain _keys = new();
    private readonly DisciplinaryActionCommenced _stored;

    public ASealedText() => _stored = Seal.SealEvent(Samples.Tenant, Samples.Stream, Clear, Name, _keys);

    [Fact]
    public void opens_where_it_was_sealed() =>
        Open(Samples.Tenant, Samples.Stream, Name, _stored).Should().Be(Clear);

    [Fact]
    public void does_not_open_in_another_tenant() =>
        Breaks(() => Open("valley", Samples.Stream, Name, _stored));

    [Fact]
    public void does_not_open_on_another_stream()
    {
        _keys.GetOrMake(Elsewhere, KeyPurpose.Incident);

        Breaks(() => Open(Samples.Tenant, Elsewhere, Name, _stored));
    }

    [Fact]
    public void does_not_open_in_another_event() =>
        Breaks(() => Open(Samples.Tenant, Samples.Stream, "disciplinary_action_declined", _stored));

    [Fact]
    public void does_not_open_in_another_field() =>
        Breaks(() => Open(Samples.Tenant, Samples.Stream, Name, _stored with { Person = _stored.Reason }));

    [Fact]
    public void does_not_open_at_another_place_in_a_list()
    {
        var verified = Seal.SealEvent(Samples.Tenant, Samples.Stream,
            new DetailsVerified(Text.Narrative("all"), Text.Narratives(["Ann", "Bob"]), Finding.AsReported),
            "details_verified", _keys);

        Breaks(() => Open(Samples.Tenant, Samples.Stream, "details_verified",
            verified with { With = [verified.With[1], verified.With[0]] }));
    }

    [Fact]
    public void does_not_open_as_another_class()
    {
        var reason = (SealedText)_stored.Reason;

        Breaks(() => Open(Samples.Tenant, Samples.Stream, Name,
            _stored with { Reason = reason with { Class = TextClass.Narrative } }));
    }

    [Fact]
    public void does_not_open_under_another_key()
    {
        var reason = (SealedText)_stored.Reason;

        Breaks(() => Open(Samples.Tenant, Samples.Stream, Name,
            _stored with { Reason = reason with { KeyId = Samples.Person } }));
    }

    [Fact]
    public void does_not_open_where_a_border_between_two_names_has_moved()
    {
        var @sealed = Seal.SealText(
            new("hill", Samples.Stream, "row", "name"), new(TextClass.Personal, "Ann", null),
            KeyPurpose.Person,
            _keys);

        Breaks(() => Seal.OpenText(new("hill", Samples.Stream, "rown", "ame"), @sealed, _keys));
    }

    [Fact]
    public void does_not_open_when_a_character_of_it_was_changed()
    {
        var reason = (SealedText)_stored.Reason;

        Gen.Int[0, reason.Ciphertext.Length - 2].Sample(at =>
        {
            var other = reason.Ciphertext[at] == 'A' ? 'B' : 'A';
            var altered = reason with
            {
                Ciphertext = reason.Ciphertext[..at] + other + reason.Ciphertext[(at + 1)..],
            };

            Breaks(() => Open(Samples.Tenant, Samples.Stream, Name, _stored with { Reason = altered }));
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64url!")]
    public void does_not_open_when_it_is_no_ciphertext_at_all(string ciphertext)
    {
        var reason = (SealedText)_stored.Reason;

        Breaks(() => Open(Samples.Tenant, Samples.Stream, Name,
            _stored with { Reason = reason with { Ciphertext = ciphertext } }));
        Breaks(() => Open(Samples.Tenant, Samples.Stream, Name,
            _stored with { Reason = reason with { Nonce = ciphertext } }));
    }

    [Fact]
    public void that_is_broken_names_event_and_field_and_nothing_of_its_content() =>
        FluentActions.Invoking(() => Open("valley", Samples.Stream, Name, _stored))
            .Should().Throw<SealBrokenException>()
            .WithMessage($"The seal of reason in {Name} of {Samples.Stream} is broken*")
            .Which.ToString().Should().NotContain("the reason")
            .And.NotContain(((SealedText)_stored.Reason).Ciphertext);

    [Fact]
    public void is_withheld_from_who_may_not_read_its_class()
    {
        var opened = Seal.OpenEvent(Samples.Tenant, Samples.Stream, _stored, Name, _keys,
            new HashSet<TextClass> { TextClass.Personal });

        opened.Should().Be(Clear with { Reason = new WithheldText(TextClass.Disciplinary) });
    }

    [Fact]
    public void is_withheld_without_being_opened() =>
        FluentActions.Invoking(() => Seal.OpenEvent(
                "valley", Samples.Stream, _stored, Name, _keys, new HashSet<TextClass>()))
            .Should().NotThrow();

    [Fact]
    public void is_erased_when_its_key_is_gone_and_the_others_are_not()
    {
        _keys.MarkDestroyed(Samples.Person);

        Open(Samples.Tenant, Samples.Stream, Name, _stored)
            .Should().Be(Clear with { Person = new ErasedText(TextClass.Personal) });
    }

    [Fact]
    public void of_a_person_is_erased_with_the_key_of_its_incident_too()
    {
        _keys.MarkDestroyed(Samples.Stream);

        Open(Samples.Tenant, Samples.Stream, Name, _stored).Should().Be(Clear with
        {
            Reason = new ErasedText(TextClass.Disciplinary),
            Person = new ErasedText(TextClass.Personal),
        });
    }

    [Fact]
    public void is_erased_also_for_who_could_not_have_read_it()
    {
        _keys.MarkDestroyed(Samples.Person);

        var opened = Seal.OpenEvent(
            Samples.Tenant, Samples.Stream, _stored, Name, _keys, new HashSet<TextClass>());

        opened.Person.Should().Be(new ErasedText(TextClass.Personal));
    }

    [Fact]
    public void stays_erased_when_an_old_backup_brings_its_key_back()
    {
        var key = _keys.Get(Samples.Person)!;
        _keys.MarkDestroyed(Samples.Person);
        _keys.Hold(Samples.Person, key);

        Open(Samples.Tenant, Samples.Stream, Name, _stored).Person.Should().BeOfType<ErasedText>();
    }

    [Fact]
    public void of_a_row_opens_where_it_was_sealed_until_its_key_is_gone()
    {
        var place = new TextPlace(Samples.Tenant, Samples.Person, "person", "name");
        var @sealed = Seal.SealText(place, new(TextClass.Personal, "Ann", null), KeyPurpose.Person, _keys);

        Seal.OpenText(place, @sealed, _keys).Should().Be("Ann");
        _keys.MarkDestroyed(Samples.Person);
        Seal.OpenText(place, @sealed, _keys).Should().BeNull();
    }

    private T Open<T>(string tenant, Guid stream, string eventName, T stored)
        where T : StoredEvent => Seal.OpenEvent(tenant, stream, stored, eventName, _keys, Samples.Everything);

    private static void Breaks(Func<object?> opening) => opening.Should().Throw<SealBrokenException>();
}
