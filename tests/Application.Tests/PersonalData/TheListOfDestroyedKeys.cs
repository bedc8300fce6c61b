using Incidents.Application.PersonalData;

namespace Incidents.Application.Tests.PersonalData;

public sealed class TheListOfDestroyedKeys : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("incidents-destroyed-").FullName;

    private string File => Path.Combine(_folder, "destroyed-keys");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void is_empty_where_nothing_was_destroyed()
    {
        new DestroyedKeys(_folder).Of("hillside").Should().BeEmpty();
        new DestroyedKeys(_folder).All.Should().BeEmpty();
    }

    [Fact]
    public void names_a_key_in_its_tenant_alone_and_after_a_restart()
    {
        new DestroyedKeys(_folder).Add("hillside", [Samples.Stream], Now);

        var list = new DestroyedKeys(_folder);
        list.Of("hillside").Should().Equal(Samples.Stream);
        list.Of("valley").Should().BeEmpty();
        list.All.Should().Equal(new DestroyedKey("hillside", Samples.Stream, Now));
    }

    [Fact]
    public void names_each_key_once_and_keeps_when_it_came()
    {
        var list = new DestroyedKeys(_folder);
        list.Add("hillside", [Samples.Stream], Now);

        list.Add("hillside", [Samples.Stream, Samples.Person], Now.AddDays(1));

        list.All.Should().Equal(
            new DestroyedKey("hillside", Samples.Stream, Now),
            new DestroyedKey("hillside", Samples.Person, Now.AddDays(1)));
    }

    [Fact]
    public void shows_at_once_what_another_process_put_on_it()
    {
        var here = new DestroyedKeys(_folder);
        here.Of("hillside").Should().BeEmpty();

        new DestroyedKeys(_folder).Add("hillside", [Samples.Stream], Now);

        here.Of("hillside").Should().Equal(Samples.Stream);
    }

    [Fact]
    public void loses_nothing_when_many_write_at_once()
    {
        Parallel.For(0, 40, number =>
            new DestroyedKeys(_folder).Add("hillside", [new Guid(number, 0, 0, new byte[8])], Now));

        new DestroyedKeys(_folder).Of("hillside").Should().HaveCount(40);
        Directory.GetFiles(_folder).Select(Path.GetFileName)
            .Should().BeEquivalentTo("destroyed-keys", "destroyed-keys.lock");
    }

    [Theory]
    [InlineData("hillside")]
    [InlineData("hillside 0198c0de 2026-03-04T05:06:07Z")]
    [InlineData("hillside 0198c0de-0000-7000-8000-000000000001 yesterday")]
    public void that_is_damaged_lets_nothing_be_opened(string line)
    {
        System.IO.File.WriteAllText(File, line + "\n");

        FluentActions.Invoking(() => new DestroyedKeys(_folder).Of("hillside"))
            .Should().Throw<DestroyedKeysException>().WithMessage("*is damaged*");
    }

    [Fact]
    public void is_nobody_elses_to_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        new DestroyedKeys(_folder).Add("hillside", [Samples.Stream], Now);

        (OperatingSystem.IsWindows() ? default : System.IO.File.GetUnixFileMode(File)).Should()
            .Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
