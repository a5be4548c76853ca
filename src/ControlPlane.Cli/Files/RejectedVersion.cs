using System.Text.Json.Nodes;
using ControlPlane.Cli.Output;

namespace ControlPlane.Cli.Files;

/// <summary>
/// A version that was taken back stays away until the file names another one: otherwise the next apply would bring back what a guard or a person has just removed.
/// The endpoint's history remembers it, so that it holds for everybody who applies. Pure.
/// </summary>
internal static class RejectedVersion
{
    /// <summary>How far back is looked, events.</summary>
    public const int HistoryLimit = 1000;

    /// <summary>Why a version is not taken again; null when it may be.</summary>
    /// <param name="history">Events of the endpoint, newest first.</param>
    /// <param name="version">The version that a file names.</param>
    public static string? Find(JsonArray history, int version)
    {
        foreach (var change in history)
        {
            var (before, after) = (Serves(change!["before"], version), Serves(change["after"], version));
            if (before == after)
                continue;
            return before && (string?)change["kind"] == "rolled-back"
                ? $"version {version} was taken back at {CellText.Of(change["at"])} by {change["actor"]} and stays away until the file names another: {change["sentence"]}"
                : null;
        }

        return null;
    }

    private static bool Serves(JsonNode? endpoint, int version) => endpoint is not null
        && ((int)endpoint["stableVersion"]! == version || endpoint["variants"]!.AsArray().Any(v => (int)v!["version"]! == version && (int)v["weight"]! > 0));
}
