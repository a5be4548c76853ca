using ControlPlane.Contracts.Routing;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Agents;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Components;
using ControlPlane.Web.Components.Splits;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Everything that screens judge an endpoint by, read at one moment. Immutable.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Agents">Members of its pool, by name.</param>
/// <param name="Window">What its variants did in the last <see cref="WindowLength"/>.</param>
/// <param name="Now">The moment.</param>
public sealed record EndpointFacts(EndpointRow Endpoint, IReadOnlyList<AgentRow> Agents, IReadOnlyList<WindowRow> Window, DateTimeOffset Now)
{
    /// <summary>How far back the numbers of a row reach.</summary>
    public static readonly TimeSpan WindowLength = TimeSpan.FromSeconds(60);

    /// <summary>How far back actual shares reach: short, so that a change shows while one looks.</summary>
    public static readonly TimeSpan ShareLength = TimeSpan.FromSeconds(10);

    /// <summary>Requests by variant in the last <see cref="ShareLength"/>; empty when there were none, then the window speaks.</summary>
    public IReadOnlyDictionary<string, long> RecentRequests { get; init; } = new Dictionary<string, long>();

    /// <summary>What callers got in the window: without shadows, whose answers reach nobody.</summary>
    public IReadOnlyList<WindowRow> Answered => [.. Window.Where(w => !IsShadow(w.Variant))];

    /// <summary>Requests in the window; copies to shadows are none.</summary>
    public long Requests => Answered.Sum(w => w.Requests);

    /// <summary>Failures in the window that are not the caller's; a shadow's failures reach nobody.</summary>
    public long Failures => Answered.Sum(FailuresOf);

    /// <summary>Agents heard of lately, whatever else is wrong with them.</summary>
    public IReadOnlyList<AgentRow> Reachable => [.. Agents.Where(a => a.Health is not (AgentHealth.Lost or AgentHealth.Absent or AgentHealth.Removed))];

    /// <summary>Agents that route by the endpoint's newest routing.</summary>
    public IReadOnlyList<AgentRow> Acknowledged => [.. Agents.Where(HasAcknowledged)];

    /// <summary>When the newest numbers end; null when there are none.</summary>
    public DateTimeOffset? LatestAt => Window.Max(w => w.LatestAt);

    /// <summary>The variant that serves the stable version.</summary>
    public VariantRow Champion => Endpoint.Variants.First(v => v.Role == VariantRole.Champion);

    /// <summary>Whether the last rollback can still be undone.</summary>
    public bool IsUndoOpen => Endpoint.UndoUntil > Now;

    /// <summary>Whether a variant answers callers now: by its weight, or by a rule, which only its recent requests tell.</summary>
    public bool Answers(string variant) =>
        !IsShadow(variant) && (RecentRequests.GetValueOrDefault(variant) > 0 || Endpoint.Variants.Any(v => v.Name == variant && v.Weight > 0));

    /// <summary>Failures of a variant that are not the caller's.</summary>
    public static long FailuresOf(WindowRow window) => window.Errors.Where(e => e.Key != ErrorClass.Rejected).Sum(e => e.Value);

    /// <summary>Whether an agent routes by the endpoint's newest routing.</summary>
    public bool HasAcknowledged(AgentRow agent) =>
        agent.Endpoints.Any(e => e.Endpoint == Endpoint.Name && e.RouteRevision >= Endpoint.RouteRevision);

    /// <summary>Set and actual shares in the variants' order.</summary>
    public IReadOnlyList<BarShare> Shares() =>
        [.. Endpoint.Variants.Select(v => new BarShare(v.Name, ColourOf(v.Name), SetWeightOf(v), ActualWeightOf(v.Name)))];

    /// <summary>The split in force, to be edited.</summary>
    public IReadOnlyList<SplitRow> SplitRows() =>
        [.. Endpoint.Variants.Select(v => new SplitRow(v.Name, v.Version, v.Weight, v.Role == VariantRole.Champion, ColourOf(v.Name)))];

    /// <summary>Answered shares in basis points by variant; without those of which nothing is known.</summary>
    public IReadOnlyDictionary<string, int> ActualWeights() =>
        Shares().Where(s => s.ActualWeight is not null).ToDictionary(s => s.Name, s => s.ActualWeight!.Value);

    /// <summary>The colour of a variant; of one that is gone, grey.</summary>
    public string ColourOf(string variant) => ColourOf(Endpoint, variant);

    /// <summary>The colour of an endpoint's variant; of one that is gone, grey.</summary>
    public static string ColourOf(EndpointRow endpoint, string variant)
    {
        var challengers = endpoint.Variants.Where(v => v.Role != VariantRole.Champion).ToList();
        return endpoint.Variants.FirstOrDefault(v => v.Name == variant) is { } row
            ? VariantColour.CssClass(row.Role, Math.Max(0, challengers.IndexOf(row)))
            : VariantColour.CssClass(VariantRole.Baseline, 0);
    }

    /// <summary>Answered share of a variant in basis points; null when nothing was answered. Copies to shadows answer nobody and count for nothing.</summary>
    public int? ActualWeightOf(string variant)
    {
        if (IsShadow(variant))
            return 0;
        if (RecentRequests.Where(r => !IsShadow(r.Key)).Sum(r => r.Value) is > 0 and var recent)
            return Wording.BasisPoints(RecentRequests.GetValueOrDefault(variant), recent);
        return Requests == 0 ? null : Wording.BasisPoints(Window.Where(w => w.Variant == variant).Sum(w => w.Requests), Requests);
    }

    // Whole agents may answer otherwise than the rest; callers reach each agent alike.
    private int SetWeightOf(VariantRow variant)
    {
        var cohorts = Endpoint.Overlay.Cohorts.Where(c => !c.IsSuspended).ToList();
        var apart = cohorts.Sum(c => c.Agents.Count);
        if (apart == 0 || Agents.Count == 0)
            return variant.Weight;
        var own = cohorts.Where(c => c.Split.Any(s => s.Variant == variant.Name)).Sum(c => c.Agents.Count);
        return ((TrafficWeight.Whole * own) + (variant.Weight * Math.Max(0, Agents.Count - apart))) / Agents.Count;
    }

    private bool IsShadow(string variant) => Endpoint.Variants.Any(v => v.Name == variant && v.Role == VariantRole.Shadow);
}
