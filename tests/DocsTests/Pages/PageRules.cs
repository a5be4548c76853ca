using System.Text.RegularExpressions;
using ControlPlane.TestKit.Documents;

namespace ControlPlane.DocsTests.Pages;

/// <summary>What is wrong with what a page points at. Stateless.</summary>
internal static partial class PageRules
{
    /// <summary>Links into the repository that lead nowhere: no such file, or no such heading in it.</summary>
    public static IEnumerable<string> BrokenLinks(MarkdownPage page)
    {
        foreach (var link in page.Links.Where(l => !Outside().IsMatch(l)))
        {
            var parts = link.Split('#', 2);
            var path = parts[0].Length == 0 ? page.Path : Relative(page.Path, parts[0]);
            if (path != page.Path && !Exists(path))
                yield return $"{page.Path}: {link} leads to {path}, which is not there";
            else if (parts.Length == 2 && path.EndsWith(".md", StringComparison.Ordinal) && !AnchorsOf(page, path).Contains(parts[1]))
                yield return $"{page.Path}: {link} leads to no heading of {path}";
        }
    }

    /// <summary>Paths and commands of the repository that are mentioned and do not exist.</summary>
    public static IEnumerable<string> StaleNames(MarkdownPage page)
    {
        foreach (var name in page.Mentions.Where(m => PathName().IsMatch(m) && !Exists(m)))
            yield return $"{page.Path}: {name} is not in the repository";
        foreach (var command in page.Mentions.Concat(page.Blocks.Select(b => b.Text)).SelectMany(t => DevCommand().Matches(t)).Select(m => m.Groups[1].Value).Distinct())
        {
            if (!Exists($"eng/dev/{command}.sh"))
                yield return $"{page.Path}: ./dev {command} is no command";
        }
    }

    private static bool Exists(string path) => File.Exists(Repository.PathOf(path)) || Directory.Exists(Repository.PathOf(path));

    private static IReadOnlySet<string> AnchorsOf(MarkdownPage page, string path) => path == page.Path ? page.Anchors : MarkdownPage.Load(path).Anchors;

    private static string Relative(string page, string link) =>
        Path.GetRelativePath(Repository.Folder, Path.GetFullPath(Path.Combine(Repository.Folder, Path.GetDirectoryName(page)!, Uri.UnescapeDataString(link)))).Replace('\\', '/');

    [GeneratedRegex("^[a-z][a-z0-9+.-]*:", RegexOptions.IgnoreCase)]
    private static partial Regex Outside();

    [GeneratedRegex(@"^(src|tests|eng|docs|deploy|samples)/[A-Za-z0-9_./-]+$")]
    private static partial Regex PathName();

    [GeneratedRegex(@"\./dev ([a-z]+)")]
    private static partial Regex DevCommand();
}
