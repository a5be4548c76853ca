using System.Text.Json.Nodes;

namespace ControlPlane.Cli.Files;

/// <summary>One member of a thing: what it is, what it shall be, and whose it is. Immutable by convention.</summary>
/// <param name="Path">Which member.</param>
/// <param name="Before">What the installation has; null when nothing.</param>
/// <param name="After">What it shall have.</param>
/// <param name="Owner">The place in a file that names it, <see cref="People"/> or <see cref="Rollouts"/>.</param>
internal sealed record FieldChange(string Path, JsonNode? Before, JsonNode? After, string Owner)
{
    /// <summary>Owner of what no file names: it is set by people, and files leave it alone.</summary>
    public const string People = "people";

    /// <summary>Owner of a stable version that a rollout promoted since the file was applied.</summary>
    public const string Rollouts = "rollouts";

    /// <summary>Whether a file says it, and somebody changed it by another way since.</summary>
    public bool IsOverwritten { get; init; }

    public bool IsDifferent => !FieldComparison.Covers(Before, After);
}
