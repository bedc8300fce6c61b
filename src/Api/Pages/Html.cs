using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Incidents.Api.Pages;

/// <summary>A piece of a page. It is made from literal markup and from values that are escaped on their way
/// in, so that no text of a record can become markup.</summary>
internal sealed class Html
{
    /// <summary>Letters of every script stay readable; what means something in markup is escaped.</summary>
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly string _markup;

    private Html(string markup) => _markup = markup;

    /// <summary>Nothing.</summary>
    public static Html Empty { get; } = new("");

    /// <summary>Whether there is nothing to be seen.</summary>
    public bool IsEmpty => _markup.Length == 0;

    /// <summary>Markup whose holes are filled with escaped text, or with other pieces as they are.</summary>
    public static Html Of(ref Writing writing) => new(writing.Written());

    /// <summary>Markup that the code itself holds.</summary>
    public static Html Markup(string constant) => new(constant);

    /// <summary>A text.</summary>
    public static Html Text(string? text) => new(Encoder.Encode(text ?? ""));

    /// <summary>A text as its writer broke it into lines and paragraphs.</summary>
    public static Html Paragraphs(string text) => Join(text.ReplaceLineEndings("\n")
        .Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(paragraph => Of($"<p>{Join(paragraph.Split('\n').Select(Text), "<br>")}</p>")));

    /// <summary>Pieces one after the other.</summary>
    public static Html Join(IEnumerable<Html> pieces, string between = "") =>
        new(string.Join(between, pieces.Select(piece => piece._markup)));

    /// <inheritdoc/>
    public override string ToString() => _markup;

    /// <summary>Fills the holes of markup.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Writing(int literalLength, int holes)
    {
        private readonly StringBuilder _written = new(literalLength + (holes * 16));

        public void AppendLiteral(string markup) => _written.Append(markup);

        public void AppendFormatted(Html? piece) => _written.Append(piece?._markup);

        public void AppendFormatted(string? text) => _written.Append(Encoder.Encode(text ?? ""));

        public void AppendFormatted(long number) => _written.Append(number);

        public string Written() => _written.ToString();
    }
}
