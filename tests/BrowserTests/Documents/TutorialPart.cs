using System.Text.RegularExpressions;

namespace ControlPlane.BrowserTests.Documents;

/// <summary>What a reader of a tutorial does or sees, in the order of the page. Immutable.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Commands, expected output, an address, or the name of a picture.</param>
internal sealed partial record TutorialPart(TutorialPartKind Kind, string Text)
{
    /// <summary>The parts of a page: blocks of <c>bash</c> and <c>text</c>, addresses between angle brackets, pictures of its own.</summary>
    public static IReadOnlyList<TutorialPart> Of(string page) => [.. Pattern().Matches(page.ReplaceLineEndings("\n")).Select(Read)];

    private static TutorialPart Read(Match match)
    {
        var kind = Enum.GetValues<TutorialPartKind>().Single(k => match.Groups[k.ToString()].Success);
        return new TutorialPart(kind, match.Groups[kind.ToString()].Value);
    }

    [GeneratedRegex(@"^```bash\n(?<Commands>.*?)^```$|^```text\n(?<Output>.*?)^```$|<(?<Address>http://[^>\s]+)>|\]\(images/(?<Picture>[a-z-]+)\.png\)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Pattern();
}
