using ControlPlane.Contracts.Agents;
using ControlPlane.Data.Agents;
using ControlPlane.Domain.Agents;

namespace ControlPlane.Web.Api.Resources;

/// <summary>An agent: what is wanted of it, and what it says. Immutable.</summary>
internal sealed record AgentResource
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Pool { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public required AgentHealth State { get; init; }

    /// <summary>Why it is in that state, for people.</summary>
    public required string Reason { get; init; }

    /// <summary>Its pool's newest table.</summary>
    public required TablePosition Desired { get; init; }

    /// <summary>The table it says is in force.</summary>
    public required TablePosition Reported { get; init; }

    /// <summary>The newest table by which it said every endpoint routes.</summary>
    public required TablePosition Acknowledged { get; init; }

    public required IReadOnlyList<EndpointStatus> Endpoints { get; init; }

    public required IReadOnlyList<LoadedVersion> Versions { get; init; }

    public required TableRefusal? LastRefusal { get; init; }

    public required string? ListenUrl { get; init; }

    public required string? AgentVersion { get; init; }

    public required DateTimeOffset? LastContactAt { get; init; }

    public required DateTimeOffset JoinedAt { get; init; }

    public required DateTimeOffset? RemovedAt { get; init; }

    public required long ResidentBytes { get; init; }

    public required int InFlight { get; init; }

    /// <summary>How far its clock is ahead of this control plane's, seconds; below zero behind, null before its first hello.</summary>
    public required double? ClockOffsetSeconds { get; init; }

    /// <summary>What is wrong with its clock, what follows and what helps; null when nothing is wrong.</summary>
    public required string? ClockWarning { get; init; }

    /// <summary>Public name of its key; null for one that joined before keys were and has not renewed.</summary>
    public required string? KeyId { get; init; }

    /// <summary>When its credential ends; null where it has no end yet.</summary>
    public required DateTimeOffset? CredentialExpiresAt { get; init; }

    /// <summary>When two processes were found to speak as it; null while none were.</summary>
    public required DateTimeOffset? ClonedAt { get; init; }

    public static AgentResource Of(AgentRow row) => new()
    {
        Id = row.Id.Value,
        Name = row.Name,
        Pool = row.Pool,
        Labels = row.Labels,
        State = row.Health,
        Reason = row.HealthSentence,
        Desired = row.Desired,
        Reported = row.Reported,
        Acknowledged = row.Acknowledged,
        Endpoints = row.Endpoints,
        Versions = row.Versions,
        LastRefusal = row.LastRefusal,
        ListenUrl = row.ListenUrl,
        AgentVersion = row.AgentVersion,
        LastContactAt = row.LastContactAt,
        JoinedAt = row.JoinedAt,
        RemovedAt = row.RevokedAt,
        ResidentBytes = row.ResidentBytes,
        InFlight = row.InFlight,
        ClockOffsetSeconds = row.ClockOffset?.TotalSeconds,
        ClockWarning = row.ClockWarning,
        KeyId = row.KeyId,
        CredentialExpiresAt = row.CredentialExpiresAt,
        ClonedAt = row.ClonedAt,
    };
}
