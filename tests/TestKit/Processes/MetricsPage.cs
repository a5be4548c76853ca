using System.Globalization;
using System.Text.RegularExpressions;

namespace ControlPlane.TestKit.Processes;

/// <summary>A page in the text format of Prometheus, as far as tests read it.</summary>
public static partial class MetricsPage
{
    /// <summary>Value by variant of one metric of one endpoint; samples of one variant are added.</summary>
    public static IReadOnlyDictionary<string, long> ByVariant(string page, string metric, string endpoint) => page.Split('\n')
        .Where(line => line.StartsWith(metric + "{", StringComparison.Ordinal) && line.Contains($"endpoint=\"{endpoint}\"", StringComparison.Ordinal))
        .GroupBy(line => Variant().Match(line).Groups[1].Value, StringComparer.Ordinal)
        .ToDictionary(
            group => group.Key,
            group => group.Sum(line => (long)double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture)),
            StringComparer.Ordinal);

    [GeneratedRegex("variant=\"([^\"]*)\"")]
    private static partial Regex Variant();
}
