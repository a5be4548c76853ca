using System.Text;
using System.Text.RegularExpressions;

namespace ControlPlane.TestKit.Documents;

/// <summary>What a reader can follow on one page: its anchors, its links and the names in code it mentions. Immutable.</summary>
public sealed partial record MarkdownPage
{
    private MarkdownPage(string path, string text)
    {
        Path = path;
        Blocks = [.. Fence().Matches(text).Select(m => new CodeBlock(m.Groups["kind"].Value.Trim(), m.Groups["body"].Value))];
        var prose = Fence().Replace(text, "\n");
        Mentions = [.. Code().Matches(prose).Select(m => m.Groups[1].Value)];
        Anchors = AnchorsOf(prose);
        Links = [.. Link().Matches(Code().Replace(prose, "")).Select(m => m.Groups["target"].Value), .. Source().Matches(prose).Select(m => m.Groups[1].Value)];
    }

    /// <summary>Its path from the root of the repository.</summary>
    public string Path { get; }

    /// <summary>Fenced blocks in order.</summary>
    public IReadOnlyList<CodeBlock> Blocks { get; }

    /// <summary>Everything between back-ticks outside of blocks.</summary>
    public IReadOnlyList<string> Mentions { get; }

    /// <summary>What can stand behind a <c>#</c>.</summary>
    public IReadOnlySet<string> Anchors { get; }

    /// <summary>Targets of links and pictures as they are written.</summary>
    public IReadOnlyList<string> Links { get; }

    /// <summary>Every page of the repository.</summary>
    public static IReadOnlyList<MarkdownPage> All { get; } = [.. Repository.FilesEnding(".md").Select(Load)];

    /// <summary>A page by its path from the root.</summary>
    public static MarkdownPage Load(string path) => Of(path, Repository.Read(path));

    /// <summary>A page by its text.</summary>
    public static MarkdownPage Of(string path, string text) => new(path, text.ReplaceLineEndings("\n"));

    /// <summary>The anchor that GitHub makes of a heading.</summary>
    public static string AnchorOf(string heading)
    {
        var anchor = new StringBuilder();
        foreach (var letter in Link().Replace(heading, m => m.Groups["text"].Value).Trim().ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(letter) || letter is '-' or '_')
                anchor.Append(letter);
            else if (letter == ' ')
                anchor.Append('-');
        }

        return anchor.ToString();
    }

    private static HashSet<string> AnchorsOf(string prose)
    {
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        foreach (Match heading in Heading().Matches(prose))
        {
            var anchor = AnchorOf(heading.Groups[1].Value);
            for (var twin = 1; !anchors.Add(twin == 1 ? anchor : $"{anchor}-{twin - 1}"); twin++)
            {
            }
        }

        return anchors;
    }

    [GeneratedRegex(@"^(?<fence>`{3,})(?<kind>[^\n`]*)\n(?<body>.*?)^\k<fence>[ \t]*$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^#{1,6}[ \t]+(.+?)[ \t#]*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("""!?\[(?<text>(?:[^\[\]]|\[[^\]]*\])*)\]\((?<target>[^()\s]+)(?:\s+"[^"]*")?\)""")]
    private static partial Regex Link();

    [GeneratedRegex("\\b(?:src|href)=\"([^\"]+)\"")]
    private static partial Regex Source();
}
