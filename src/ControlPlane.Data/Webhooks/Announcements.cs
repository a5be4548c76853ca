using ControlPlane.Data.Drift;
using ControlPlane.Data.Endpoints;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Drift;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Models;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Webhooks;

namespace ControlPlane.Data.Webhooks;

/// <summary>What is told to the outside about each change: what is true after it. Stateless.</summary>
public static class Announcements
{
    private const string Api = "/api/v1";

    /// <summary>A rollout moved; null for what is only kept in its history.</summary>
    /// <param name="rollout">As it is now.</param>
    /// <param name="entry">The entry of its history.</param>
    public static Announcement? Of(Rollout rollout, RolloutEvent entry) => TypeOf(rollout, entry) is not { } type ? null : new Announcement
    {
        Type = type,
        At = entry.At,
        Subject = $"rollouts/{rollout.Id}",
        Endpoint = rollout.Endpoint,
        Data = CloudEvent.WriteData(new
        {
            rollout.Id,
            rollout.Endpoint,
            rollout.Pool,
            rollout.Model,
            rollout.Strategy,
            rollout.Phase,
            rollout.Step,
            Title = rollout.CurrentStep?.Title,
            Steps = rollout.Plan.Steps.Count,
            rollout.StableVersion,
            Versions = rollout.Plan.Challengers(rollout.StableVersion),
            rollout.Sentence,
            entry.Reason,
            entry.Actor,
            entry.Numbers,
            rollout.Pauses,
            rollout.StartedAt,
            rollout.EndedAt,
            rollout.ConcurrencyVersion,
            Links = new { Self = $"{Api}/rollouts/{rollout.Id}", Evidence = $"{Api}/endpoints/{rollout.Endpoint}/evidence", Page = $"/rollouts/{rollout.Id}" },
        }),
    };

    /// <summary>An endpoint changed by hand; null for what a rollout does, which is told as such.</summary>
    public static Announcement? Of(EndpointChange change, string actor, string reason) =>
        change.Kind is EndpointEventKind.RolloutStep or EndpointEventKind.Promoted or EndpointEventKind.Retired ? null : new Announcement
        {
            Type = EventTypes.EndpointChanged,
            At = change.At,
            Subject = $"endpoints/{change.Endpoint}",
            Endpoint = change.Endpoint,
            Data = CloudEvent.WriteData(new
            {
                change.Endpoint,
                change.Pool,
                change.Kind,
                change.Sentence,
                Reason = reason,
                Actor = actor,
                StableVersion = change.After?.StableVersion,
                Variants = change.After?.Variants.Select(v => new { v.Name, v.Version, v.Role, v.Weight }),
                change.RouteRevision,
                Links = new { Self = $"{Api}/endpoints/{change.Endpoint}", Page = $"/endpoints/{change.Endpoint}" },
            }),
        };

    /// <summary>An alias came into being or moved.</summary>
    /// <param name="alias">As it is now.</param>
    /// <param name="actor">Who moved it.</param>
    /// <param name="now">When.</param>
    public static Announcement Of(ModelAlias alias, string actor, DateTimeOffset now) => new()
    {
        Type = EventTypes.AliasMoved,
        At = now,
        Subject = $"models/{alias.Model}/aliases/{alias.Name}",
        Data = CloudEvent.WriteData(new
        {
            alias.Model,
            Alias = alias.Name,
            alias.Version,
            Sentence = $"The alias {alias.Name} of {alias.Model} points at version {alias.Version}.",
            Actor = actor,
            Links = new { Self = $"{Api}/models/{alias.Model}", Page = $"/models/{alias.Model}" },
        }),
    };

    /// <summary>A file became a version.</summary>
    public static Announcement Of(ModelVersion version, string actor, DateTimeOffset now) => new()
    {
        Type = EventTypes.VersionRegistered,
        At = now,
        Subject = $"models/{version.Model}/versions/{version.Number}",
        Data = CloudEvent.WriteData(new
        {
            version.Model,
            Version = version.Number,
            version.Digest,
            version.SizeBytes,
            version.Description,
            version.Tags,
            Sentence = $"Version {version.Number} of {version.Model} is registered: {version.SizeBytes} bytes.",
            Actor = actor,
            Links = new { Self = $"{Api}/models/{version.Model}", Page = $"/models/{version.Model}" },
        }),
    };

    /// <summary>An agent fell silent.</summary>
    public static Announcement Lost(AgentNode agent, DateTimeOffset now) => Of(
        EventTypes.AgentLost, agent, $"The agent {agent.Name} of pool {agent.Pool} has fallen silent; it goes on serving by its last table.", now);

    /// <summary>Two processes speak as one agent.</summary>
    public static Announcement Cloned(AgentNode agent, DateTimeOffset now) => Of(
        EventTypes.AgentCloned, agent, $"Two processes speak as the agent {agent.Name} of pool {agent.Pool}: its key was copied. What they count is not taken.", now);

    private static Announcement Of(string type, AgentNode agent, string sentence, DateTimeOffset now) => new()
    {
        Type = type,
        At = now,
        Subject = $"agents/{agent.Id.Value}",
        Data = CloudEvent.WriteData(new
        {
            Id = agent.Id.Value,
            agent.Name,
            agent.Pool,
            agent.LastContactAt,
            Sentence = sentence,
            Links = new { Self = $"{Api}/agents/{agent.Id.Value}", Page = "/agents" },
        }),
    };

    /// <summary>An agent did not take a table.</summary>
    public static Announcement Refused(AgentNode agent, TableRefusal refusal) => new()
    {
        Type = EventTypes.AgentRefusedTable,
        At = refusal.At,
        Subject = $"agents/{agent.Id.Value}",
        Data = CloudEvent.WriteData(new
        {
            Id = agent.Id.Value,
            agent.Name,
            agent.Pool,
            refusal.Position,
            refusal.Code,
            About = refusal.Subject,
            refusal.Message,
            refusal.IsPermanent,
            Sentence = $"The agent {agent.Name} of pool {agent.Pool} refuses table {refusal.Position}: {refusal.Message}",
            Links = new { Self = $"{Api}/agents/{agent.Id.Value}", Page = "/agents" },
        }),
    };

    /// <summary>Inputs or predictions of an endpoint moved away from their reference: all that a pipeline needs to train again.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="references">What its traffic was held against.</param>
    /// <param name="drift">What is known.</param>
    /// <param name="now">When it was found.</param>
    public static Announcement Of(EndpointRow endpoint, IReadOnlyList<StoredReference> references, DriftAssessment drift, DateTimeOffset now) => new()
    {
        Type = EventTypes.DriftDetected,
        At = now,
        Subject = $"endpoints/{endpoint.Name}/drift",
        Endpoint = endpoint.Name,
        Id = $"drift.{endpoint.Name}.{drift.Since?.UtcTicks ?? 0}.{drift.Verdict.Origin}".ToLowerInvariant(),
        Data = CloudEvent.WriteData(new
        {
            Endpoint = endpoint.Name,
            endpoint.Pool,
            endpoint.Model,
            endpoint.StableVersion,
            References = references.Select(r => new { r.Id, r.Version, r.Part, r.Source, r.FrozenAt, r.Rows }),
            drift.Verdict.Origin,
            drift.Verdict.Sentence,
            drift.Since,
            WindowSeconds = drift.Window.TotalSeconds,
            Windows = drift.Windows.Where(w => drift.Since is not { } since || w.From + drift.Window >= since).Select(w => new
            {
                w.From,
                To = w.From + drift.Window,
                Features = drift.Verdict.Alarmed.Where(w.Scores.ContainsKey).Select(s => ScoreOf(endpoint.Name, w.From, s, w.Scores[s])),
            }),
            Links = new { Evidence = $"{Api}/endpoints/{endpoint.Name}/drift", Page = $"/endpoints/{endpoint.Name}/drift" },
        }),
    };

    // What cannot be estimated has no number, and JSON has none for it either.
    private static object ScoreOf(string endpoint, DateTimeOffset from, DriftSubject subject, DriftScore score) => new
    {
        subject.Variant,
        Feature = subject.Feature ?? "predictions",
        score.Rows,
        Index = Known(score.Index),
        Limit = Known(score.Limit),
        PValue = Known(score.PValue),
        score.IsMoved,
        score.NotEstimable,

        // Both histograms of this very window: what is known later does not change them.
        Evidence = $"{Api}/endpoints/{endpoint}/drift/histogram?variant={Uri.EscapeDataString(subject.Variant)}{(subject.Feature is null ? "" : $"&feature={Uri.EscapeDataString(subject.Feature)}")}&from={Uri.EscapeDataString($"{from:O}")}",
    };

    private static double? Known(double value) => double.IsFinite(value) ? value : null;

    private static string? TypeOf(Rollout rollout, RolloutEvent entry) => entry.Trigger switch
    {
        null => null,
        RolloutTrigger.Prepare or RolloutTrigger.Advance or RolloutTrigger.Bake => rollout is { Step: 0, Runs.Count: 1 } ? EventTypes.RolloutStarted : EventTypes.RolloutStep,
        RolloutTrigger.Switch => EventTypes.RolloutPromoted,
        RolloutTrigger.Complete => EventTypes.RolloutSucceeded,
        RolloutTrigger.Pause => EventTypes.RolloutPaused,
        RolloutTrigger.RollBack => EventTypes.RolloutRollingBack,
        RolloutTrigger.Abort => rollout.Phase == RolloutPhase.Aborted ? EventTypes.RolloutAborted : EventTypes.RolloutRollingBack,
        RolloutTrigger.Undo => EventTypes.RolloutUndone,
        RolloutTrigger.Settle => EventTypes.RolloutRolledBack,
        RolloutTrigger.SettleAborted => EventTypes.RolloutAborted,
        RolloutTrigger.Supersede => EventTypes.RolloutSuperseded,
        RolloutTrigger.GiveUp => EventTypes.RolloutFailed,
        var other => throw new InvalidOperationException($"No type of event is defined for {other}."),
    };
}
