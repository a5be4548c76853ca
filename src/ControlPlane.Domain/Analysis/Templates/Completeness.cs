namespace ControlPlane.Domain.Analysis.Templates;

/// <summary>How much of what agents counted in a window has arrived. Travels with every comparison; promotion needs nearly all of it, a rollback does not. Immutable.</summary>
public sealed record Completeness
{
    /// <summary>Least share with which evidence may promote.</summary>
    public const double Enough = 0.99;

    /// <summary>Nobody was expected to report.</summary>
    public static Completeness Nothing { get; } = new() { Share = 0, Agents = 0, Reporting = 0 };

    /// <summary>Share of the window, over all expected agents, whose buckets are known to be committed, 0 to 1.</summary>
    public required double Share { get; init; }

    /// <summary>Agents that were reachable and serve the endpoint.</summary>
    public required int Agents { get; init; }

    /// <summary>Of these, agents whose buckets are committed up to a few seconds before the window's end.</summary>
    public required int Reporting { get; init; }

    /// <summary>How far the agent that is furthest behind is behind the window's end; null when no agent is expected.</summary>
    public TimeSpan? OldestGap { get; init; }

    /// <summary>Agents whose buckets wait to be committed, by name: they are there and their telemetry is stuck. An agent that has nothing to send is not among them.</summary>
    public IReadOnlyList<string> Stuck { get; init; } = [];

    /// <summary>Agents whose numbers cannot be true, such as more requests in a second than an agent can answer, or whose clock is wrong, by name: their evidence may roll back but not promote.</summary>
    public IReadOnlyList<string> Outliers { get; init; } = [];

    /// <summary>Whether evidence of the window may promote.</summary>
    public bool IsEnough => Share >= Enough && Outliers.Count == 0;
}
