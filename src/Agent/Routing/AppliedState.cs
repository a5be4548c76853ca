using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Audit;

namespace ControlPlane.AgentHost.Routing;

/// <summary>What is in force, as it is reported. Immutable.</summary>
internal sealed record AppliedState
{
    /// <summary>Before any table.</summary>
    public static AppliedState None { get; } = new();

    /// <summary>The accepted table; (0, 0) before any.</summary>
    public TablePosition Position { get; init; }

    /// <summary>Its digest; null before any.</summary>
    public string? Digest { get; init; }

    /// <summary>Its signatures; null before any and where nobody signed.</summary>
    public string? Signature { get; init; }

    /// <summary>The audit head the table carries; null before any table and where it carries none.</summary>
    public AuditHead? AuditHead { get; init; }

    /// <summary>True when every endpoint routes as the table says.</summary>
    public bool IsWhole { get; init; }

    /// <summary>When it became whole; null before.</summary>
    public DateTimeOffset? AppliedAt { get; init; }

    /// <summary>From arrival to whole, milliseconds.</summary>
    public double ApplyMilliseconds { get; init; }

    /// <summary>Routing in force by endpoint.</summary>
    public IReadOnlyList<EndpointStatus> Endpoints { get; init; } = [];

    /// <summary>The offer that brought it; null when it was polled or stored.</summary>
    public OfferReference? Offer { get; init; }

    /// <summary>True when a table is in force and, if it has endpoints, at least one of them answers. Never asks for the control plane.</summary>
    public bool IsReady => Digest is not null && (Endpoints.Count == 0 || Endpoints.Any(e => e.RouteRevision > 0));
}
