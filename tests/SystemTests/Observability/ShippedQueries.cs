using System.Text.Json;
using System.Text.RegularExpressions;
using ControlPlane.TestKit;

namespace ControlPlane.SystemTests.Observability;

/// <summary>Every query that the repository ships: of dashboards and of alerts.</summary>
internal static partial class ShippedQueries
{
    /// <summary>The alert rules.</summary>
    public static string AlertsFile { get; } = Path.Combine(RepositoryFiles.Folder, "deploy", "prometheus", "alerts.yml");

    /// <summary>Queries of dashboards, with their file and title.</summary>
    public static IReadOnlyList<(string Where, string Query)> OfDashboards() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Folder, "deploy", "grafana"), "*.json").Order(StringComparer.Ordinal).SelectMany(file =>
            JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("panels").EnumerateArray().SelectMany(panel =>
                panel.GetProperty("targets").EnumerateArray().Select(target =>
                    ($"{Path.GetFileName(file)}: {panel.GetProperty("title").GetString()}", Filled(target.GetProperty("expr").GetString()!))))),
    ];

    /// <summary>Names of metrics in a text of queries.</summary>
    public static IReadOnlySet<string> NamesIn(string queries) => Name().Matches(queries).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);

    // What Grafana would put in the place of a dashboard's variables.
    private static string Filled(string query) => query.Replace("$endpoint", TwoVersions.Endpoint, StringComparison.Ordinal).Replace("$instance", ".*", StringComparison.Ordinal);

    [GeneratedRegex("\\b(controlplane|process|dotnet|nv)_[a-z0-9_]+\\b(?!-)")]
    private static partial Regex Name();
}
