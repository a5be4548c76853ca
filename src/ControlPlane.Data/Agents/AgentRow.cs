using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Keys;
using ControlPlane.Domain.Agents;

namespace ControlPlane.Data.Agents;

/// <summary>An agent for a screen. Immutable.</summary>
public sealed record AgentRow
{
    public required AgentId Id { get; init; }

    public required string Name { get; init; }

    public required string Pool { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>Null before its first hello.</summary>
    public required string? ListenUrl { get; init; }

    /// <summary>Null before its first hello.</summary>
    public required string? AgentVersion { get; init; }

    public required AgentHealth Health { get; init; }

    /// <summary>Why it is so, for people.</summary>
    public required string HealthSentence { get; init; }

    /// <summary>The pool's newest table; (0, 0) when it has none.</summary>
    public required TablePosition Desired { get; init; }

    /// <summary>What the agent says is in force.</summary>
    public required TablePosition Reported { get; init; }

    /// <summary>The newest table by which it said every endpoint routes.</summary>
    public required TablePosition Acknowledged { get; init; }

    public required IReadOnlyList<EndpointStatus> Endpoints { get; init; }

    public required IReadOnlyList<LoadedVersion> Versions { get; init; }

    /// <summary>Null when it refused nothing, or accepted a newer table since.</summary>
    public required TableRefusal? LastRefusal { get; init; }

    /// <summary>Null before its first hello.</summary>
    public required DateTimeOffset? LastContactAt { get; init; }

    public required DateTimeOffset JoinedAt { get; init; }

    /// <summary>Null while it is a member.</summary>
    public required DateTimeOffset? RevokedAt { get; init; }

    public required long ResidentBytes { get; init; }

    public required int InFlight { get; init; }

    /// <summary>How far its clock is ahead of this control plane's; below zero behind, null before its first hello.</summary>
    public required TimeSpan? ClockOffset { get; init; }

    /// <summary>What is wrong with its clock, for people; null when nothing is.</summary>
    public string? ClockWarning => AgentClock.Warning(ClockOffset);

    /// <summary>Public name of its key; null for one that joined before keys were and has not renewed.</summary>
    public string? KeyId { get; init; }

    /// <summary>When its credential ends; null where it has no end yet.</summary>
    public DateTimeOffset? CredentialExpiresAt { get; init; }

    /// <summary>When two processes were found to speak as it; null while none were.</summary>
    public DateTimeOffset? ClonedAt { get; init; }

    /// <summary>What follows from that, for people; null while none were.</summary>
    public string? CloneWarning => ClonedAt is null
        ? null
        : "Two processes speak as this agent: its key was copied. What they count is not taken. Remove it, and let each join with a token of its own.";

    /// <summary>The row of an agent as it is now; also for callers that hold a fresher state than the database.</summary>
    public static AgentRow Of(AgentNode agent, TablePosition desired, DateTimeOffset now)
    {
        var (health, sentence) = AgentHealthRule.Judge(agent, desired, now);
        return new AgentRow
        {
            Id = agent.Id,
            Name = agent.Name,
            Pool = agent.Pool,
            Labels = agent.Labels,
            ListenUrl = agent.ListenUrl,
            AgentVersion = agent.AgentVersion,
            Health = health,
            HealthSentence = sentence,
            Desired = desired,
            Reported = agent.Reported,
            Acknowledged = agent.Acknowledged,
            Endpoints = agent.Endpoints,
            Versions = agent.Versions,
            LastRefusal = agent.LastRefusal,
            LastContactAt = agent.LastContactAt,
            JoinedAt = agent.JoinedAt,
            RevokedAt = agent.RevokedAt,
            ResidentBytes = agent.ResidentBytes,
            InFlight = agent.InFlight,
            ClockOffset = agent.ClockOffset,
            KeyId = agent.PublicKey is { } key ? P256.IdOf(key) : null,
            CredentialExpiresAt = agent.CredentialExpiresAt,
            ClonedAt = agent.ClonedAt,
        };
    }
}
