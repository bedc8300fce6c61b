using System.Globalization;

namespace Incidents.Api.Hosting;

/// <summary>How far something long has come: a bar that moves on a terminal, and now and then a line where
/// the output goes elsewhere.</summary>
internal sealed class ProgressBar(TextWriter output, bool isTerminal, long all)
{
    private const int Width = 40;

    private int _shown = -1;

    /// <summary>One on the error output, so that the output stays that of the command.</summary>
    public static ProgressBar Of(long all) => new(Console.Error, !Console.IsErrorRedirected, all);

    /// <summary>It has come this far, and nobody knows how far it is.</summary>
    public void Count(long done) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done} events …"));

    /// <summary>It has come this far.</summary>
    public void Show(long done)
    {
        var percent = all == 0 ? 100 : (int)(done * 100 / all);
        if (percent == _shown || (!isTerminal && percent / 10 == _shown / 10 && _shown >= 0))
            return;

        _shown = percent;
        var text = string.Create(CultureInfo.InvariantCulture, $"{percent,3} %  {done} of {all}");
        if (!isTerminal)
        {
            output.WriteLine(text);
            return;
        }

        var filled = percent * Width / 100;
        output.Write($"\r[{new string('#', filled)}{new string('.', Width - filled)}] {text}");
        if (done >= all)
            output.WriteLine();
    }
}
