using System.Text;
using System.Text.RegularExpressions;

namespace ControlPlane.BrowserTests.Documents;

/// <summary>Output as a page shows it: <c>…</c> stands for what differs from run to run, and alone in a line for any number of lines. Stateless.</summary>
internal static class ExpectedOutput
{
    private const string Anything = "…";

    /// <summary>Whether a program printed what the page shows.</summary>
    public static bool IsMet(string expected, string printed)
    {
        var pattern = new StringBuilder(@"\A");
        foreach (var line in LinesOf(expected))
            pattern.Append(line == Anything ? @"(?:[^\n]*\n)*?" : string.Join("[^\n]*?", line.Split(Anything).Select(Regex.Escape)) + "\n");
        return Regex.IsMatch(string.Concat(LinesOf(printed).Select(l => l + "\n")), $"{pattern}\\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
    }

    // Spaces at the end of a line, which tables leave, and empty lines at both ends say nothing.
    private static IEnumerable<string> LinesOf(string text) => text.ReplaceLineEndings("\n").Trim('\n', ' ').Split('\n').Select(l => l.TrimEnd());
}
