namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>A card with how well it fits. Immutable.</summary>
/// <param name="Card">The card.</param>
/// <param name="Score">More fits better.</param>
/// <param name="Reasons">Why, for and against.</param>
public sealed record RankedStrategy(StrategyCard Card, int Score, IReadOnlyList<string> Reasons);
