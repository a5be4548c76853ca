namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>One field of a strategy's shape. Immutable.</summary>
/// <param name="Name">Its name in the draft, in refusals and in the address.</param>
/// <param name="Label">Above it.</param>
/// <param name="Kind">How it is typed.</param>
/// <param name="Usual">What holds when it is left empty, in words.</param>
/// <param name="Hint">What it means; empty when the label says it.</param>
public sealed record ShapeField(string Name, string Label, ShapeFieldKind Kind, string Usual, string Hint = "")
{
    /// <summary>What can be chosen, value and words; only for <see cref="ShapeFieldKind.Choice"/>, <see cref="ShapeFieldKind.Version"/> and <see cref="ShapeFieldKind.Template"/>.</summary>
    public IReadOnlyList<(string Value, string Words)> Options { get; init; } = [];

    /// <summary>Whether it is among the fields few people change.</summary>
    public bool IsRare { get; init; }
}
