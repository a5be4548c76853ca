using System.Text.RegularExpressions;
using ControlPlane.TestKit.Documents;

namespace ControlPlane.DocsTests.Security;

/// <summary>A line of the page that names a test names one that is there.</summary>
public sealed partial class SecurityPageTests
{
    [Fact]
    public void Tests_ThatThePageNames_AreThere()
    {
        var named = NamedTest().Matches(Repository.Read("docs/security.md")).Select(m => m.Groups[1].Value).Distinct().ToList();
        var known = Repository.FilesEnding(".cs").Where(f => f.StartsWith("tests/", StringComparison.Ordinal)).SelectMany(f => Method().Matches(Repository.Read(f))).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

        Assert.InRange(named.Count, 40, 500);
        Assert.DoesNotContain(named, n => !known.Contains(n));
    }

    [GeneratedRegex(@"`([A-Z][A-Za-z0-9]*_[A-Za-z0-9_]+)`")]
    private static partial Regex NamedTest();

    [GeneratedRegex(@"public (?:async Task|Task|void) ([A-Z][A-Za-z0-9_]*)\(")]
    private static partial Regex Method();
}
