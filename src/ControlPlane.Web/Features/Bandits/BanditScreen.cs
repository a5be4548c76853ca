using ControlPlane.Data.Bandits;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Web.Features.Bandits;

/// <summary>What is known of a rollout's bandit, for its page and the API. Immutable.</summary>
/// <param name="Step">Its policy and limits.</param>
/// <param name="Report">What it has learned.</param>
/// <param name="Weights">Every change of the weights while it ran, oldest first; empty before that.</param>
/// <param name="From">When it began; null before that.</param>
/// <param name="To">Its end, or the moment it was looked at.</param>
public sealed record BanditScreen(BanditStep Step, BanditReport Report, IReadOnlyList<WeightRow> Weights, DateTimeOffset? From, DateTimeOffset To)
{
    /// <summary>Whether it has ended: nothing moves any more.</summary>
    public bool IsOver { get; init; }

    /// <summary>Whether nothing of it can change any more: it has ended, and no answer waits for its reward.</summary>
    public bool IsSettled { get; init; }
}
