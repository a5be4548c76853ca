using ControlPlane.Data.Endpoints;
using ControlPlane.Domain.Audit;

namespace ControlPlane.Web.Features.Audit;

/// <summary>What the audit's page shows. Immutable.</summary>
public sealed record AuditScreen
{
    /// <summary>Newest first.</summary>
    public required IReadOnlyList<AuditEntry> Entries { get; init; }

    /// <summary>Number of the last one shown; null when nothing older is there.</summary>
    public required long? OlderThan { get; init; }

    /// <summary>The entry that the address names; null when it names none, or there is none of that number.</summary>
    public required AuditEntry? Chosen { get; init; }

    /// <summary>Who can be filtered by.</summary>
    public required IReadOnlyList<string> Actors { get; init; }

    /// <summary>Endpoints as they are now, by name.</summary>
    public required IReadOnlyDictionary<string, EndpointRow> Endpoints { get; init; }
}
