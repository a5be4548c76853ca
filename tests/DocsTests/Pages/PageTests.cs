using ControlPlane.TestKit.Documents;

namespace ControlPlane.DocsTests.Pages;

/// <summary>What every page promises: nothing it points at is missing.</summary>
public sealed class PageTests
{
    [Fact]
    public void Links_OfEveryPage_LeadToFilesAndHeadingsThatExist() => Assert.Empty(MarkdownPage.All.SelectMany(PageRules.BrokenLinks));

    [Fact]
    public void Names_OfPathsAndCommands_ExistInTheRepository() => Assert.Empty(MarkdownPage.All.SelectMany(PageRules.StaleNames));

    [Fact]
    public void Index_OfTheDocuments_LeadsToEachOfThem()
    {
        const string index = "docs/README.md";
        var linked = MarkdownPage.Load(index).Links.Select(l => l.Split('#')[0]).ToHashSet(StringComparer.Ordinal);
        var pages = MarkdownPage.All.Select(p => p.Path)
            .Where(p => p.StartsWith("docs/", StringComparison.Ordinal) && !p.StartsWith("docs/decisions/", StringComparison.Ordinal) && p != index)
            .Select(p => p["docs/".Length..]);

        Assert.DoesNotContain(pages, p => !linked.Contains(p));
    }

    [Fact]
    public void Pictures_OfTheFolder_AreAllShownOnAPage()
    {
        var shown = MarkdownPage.All.SelectMany(p => p.Links.Select(l => Path.GetFileName(l.Split('#')[0]))).ToHashSet(StringComparer.Ordinal);

        Assert.DoesNotContain(Directory.EnumerateFiles(Repository.PathOf("docs/images")).Select(Path.GetFileName), f => !shown.Contains(f!));
    }

    [Theory]
    [InlineData("[a](nowhere.md)", "docs/x.md: nowhere.md leads to docs/nowhere.md, which is not there")]
    [InlineData("[a](glossary.md#nothing)", "docs/x.md: glossary.md#nothing leads to no heading of docs/glossary.md")]
    [InlineData("[a](#there)\n\n## Here\n", "docs/x.md: #there leads to no heading of docs/x.md")]
    [InlineData("![a](images/none.png)", "docs/x.md: images/none.png leads to docs/images/none.png, which is not there")]
    public void BrokenLinks_OfAPageWithOne_NamesIt(string text, string expected) =>
        Assert.Equal([expected], PageRules.BrokenLinks(MarkdownPage.Of("docs/x.md", text)));

    [Fact]
    public void BrokenLinks_OfCodeAndOfOtherSites_AreNotLookedFor() =>
        Assert.Empty(PageRules.BrokenLinks(MarkdownPage.Of("docs/x.md", "`[a](b)` [c](https://example.org/d)\n\n```\n[e](f)\n```\n\n## Put it *there*, twice\n\n[g](#put-it-there-twice)\n")));

    [Theory]
    [InlineData("`src/Nowhere`", "docs/x.md: src/Nowhere is not in the repository")]
    [InlineData("`./dev dance`", "docs/x.md: ./dev dance is no command")]
    [InlineData("```\n./dev sing --loud\n```", "docs/x.md: ./dev sing is no command")]
    public void StaleNames_OfAPageWithOne_NamesIt(string text, string expected) => Assert.Equal([expected], PageRules.StaleNames(MarkdownPage.Of("docs/x.md", text)));
}
