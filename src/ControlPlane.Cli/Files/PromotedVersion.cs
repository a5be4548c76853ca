using System.Text.Json.Nodes;
using ControlPlane.Cli.Output;

namespace ControlPlane.Cli.Files;

/// <summary>
/// A stable version that a rollout replaced stays replaced while the file says what it said before: otherwise the next apply of an unchanged folder
/// would take everybody back from what has just been promoted on evidence. A file that says something new is obeyed, the older version too. Pure.
/// </summary>
internal static class PromotedVersion
{
    /// <summary>Why the version of a file is not taken; null when it is to be.</summary>
    /// <param name="rollouts">Rollouts of the endpoint, newest first.</param>
    /// <param name="present">The stable version.</param>
    /// <param name="declared">The one that the file names, and named when it was applied last.</param>
    public static string? Find(JsonArray rollouts, int present, int declared)
    {
        var last = rollouts.FirstOrDefault(r => (int)r!["stableVersion"]! == declared && r["versions"]!.AsArray().Any(v => (int)v! == present));
        return last is null
            ? null
            : $"the rollout of {CellText.Of(last["createdAt"])} made version {present} the stable one, and it stays until the file names another than {declared}; write {present} to agree";
    }
}
