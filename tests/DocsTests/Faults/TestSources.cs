using System.Text.RegularExpressions;
using ControlPlane.TestKit.Documents;

namespace ControlPlane.DocsTests.Faults;

/// <summary>
/// Reads from the sources of the tests which of them show which fault. Sources and not assemblies: this project cannot refer to every other one,
/// and what stands in a source is what people find. Stateless.
/// </summary>
internal static partial class TestSources
{
    /// <summary>Every trait of a fault or promise in the repository, by the test's name.</summary>
    public static IReadOnlyList<TestedFault> All() =>
    [
        .. Repository.FilesEnding(".cs").Where(f => f.StartsWith("tests/", StringComparison.Ordinal)).SelectMany(f => In(Repository.Read(f)))
            .OrderBy(t => t.Test, StringComparer.Ordinal),
    ];

    /// <summary>Those of one source.</summary>
    public static IEnumerable<TestedFault> In(string source)
    {
        var space = Namespace().Match(source).Groups[1].Value;
        var type = "";
        var waiting = new List<string>();
        var isRun = false;
        foreach (var line in source.Split('\n'))
        {
            if (Type().Match(line) is { Success: true } declared)
                (type, isRun) = (declared.Groups[1].Value, false);
            isRun |= Attribute().IsMatch(line);
            waiting.AddRange(Trait().Matches(line).Select(t => t.Groups[1].Value));
            if (Method().Match(line) is not { Success: true } method)
                continue;

            foreach (var id in waiting)
                yield return new TestedFault(id, $"{space}.{type}.{method.Groups[1].Value}", isRun);
            waiting.Clear();
            isRun = false;
        }
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^(?:public|internal) .*\bclass (\w+)")]
    private static partial Regex Type();

    [GeneratedRegex(@"^\s*\[\w*(?:Fact|Theory)\b")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"^\s*\[Trait\(""(?:Fault|Promise)"", ""(\w+)""\)\]")]
    private static partial Regex Trait();

    [GeneratedRegex(@"^\s*public (?:async )?(?:Task|ValueTask|void) (\w+)\(")]
    private static partial Regex Method();
}
