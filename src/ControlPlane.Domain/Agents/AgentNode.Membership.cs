using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Naming;

namespace ControlPlane.Domain.Agents;

/// <content>Its membership: the key, the credential bound to it, and their ends.</content>
public sealed partial class AgentNode
{
    /// <summary>How long a credential is good.</summary>
    public static readonly TimeSpan CredentialLifetime = TimeSpan.FromHours(24);

    /// <summary>How long after its end a credential can be renewed by proof of the key; later the agent joins anew.</summary>
    public static readonly TimeSpan RenewalGrace = TimeSpan.FromDays(30);

    /// <summary>How long the credential before a renewal stays good, for requests that are under way.</summary>
    public static readonly TimeSpan RenewalOverlap = TimeSpan.FromMinutes(10);

    /// <summary>The public half of its key, SubjectPublicKeyInfo; null while it has not renewed since it joined before keys were.</summary>
    public byte[]? PublicKey { get; private set; }

    /// <summary>SHA-256 of its credential's secret, lower-case hexadecimal.</summary>
    public string CredentialHash { get; private set; } = null!;

    /// <summary>Exclusive end of the credential; null for one from before keys were, which ends with its first renewal.</summary>
    public DateTimeOffset? CredentialExpiresAt { get; private set; }

    /// <summary>The same of the credential before; null before the first renewal.</summary>
    public string? PreviousHash { get; private set; }

    /// <summary>Exclusive end of the credential before; null before the first renewal.</summary>
    public DateTimeOffset? PreviousExpiresAt { get; private set; }

    /// <summary>When two processes were first found to speak as this agent; null while none were. Ends with the membership only.</summary>
    public DateTimeOffset? ClonedAt { get; private set; }

    /// <summary>When it joined.</summary>
    public DateTimeOffset JoinedAt { get; private init; }

    /// <summary>When its membership ended; null while it is a member.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>A new member.</summary>
    /// <param name="id">From the id source.</param>
    /// <param name="request">What the agent asked for; its join token has been used.</param>
    /// <param name="credentialHash">See <see cref="BearerSecret.HashOf"/>.</param>
    /// <param name="now">The time of the change.</param>
    /// <returns>Refusal: <see cref="AgentRefusals.Invalid"/>.</returns>
    public static Outcome<AgentNode> Join(AgentId id, JoinRequest request, string credentialHash, DateTimeOffset now)
    {
        var problems = new Problems();
        problems.Add(NameRule.Check("pool", request.Pool));
        if (request.Name.Length is 0 or > MaximumLabel)
            problems.Add("name", $"has {request.Name.Length} characters", $"use 1 to {MaximumLabel}");
        if (request.Labels.Count > MaximumLabels)
            problems.Add("labels", $"are {request.Labels.Count}", $"use at most {MaximumLabels}");
        foreach (var (key, value) in request.Labels.Where(l => l.Key.Length is 0 or > MaximumLabel || l.Value.Length > MaximumLabel))
            problems.Add("labels", $"hold '{key}' with {value.Length} characters", $"use keys of 1 to {MaximumLabel} and values of at most {MaximumLabel}");
        if (problems.Any)
            return problems.ToRefusal(AgentRefusals.Invalid);

        return new AgentNode
        {
            Id = id,
            Name = request.Name,
            Pool = request.Pool,
            Labels = request.Labels,
            PublicKey = request.PublicKey,
            CredentialHash = credentialHash,
            CredentialExpiresAt = request.PublicKey is null ? null : now + CredentialLifetime,
            JoinedAt = now,
        };
    }

    /// <summary>Whether a shown credential is this agent's, is good now, and the agent is still a member.</summary>
    /// <returns>Null when it is; else <see cref="AgentRefusals.TokenInvalid"/>, <see cref="AgentRefusals.Revoked"/> or <see cref="AgentRefusals.Expired"/>.</returns>
    public Refusal? CheckCredential(BearerSecret secret, DateTimeOffset now)
    {
        if (secret.Matches(CredentialHash))
            return CheckStanding(now);
        return PreviousHash is { } previous && secret.Matches(previous) && now < PreviousExpiresAt
            ? CheckStanding(now)
            : new Refusal(AgentRefusals.TokenInvalid, "The credential is not one of this installation; join again.");
    }

    /// <summary>Whether it is a member whose credential is good now.</summary>
    /// <returns>Null when it is; else <see cref="AgentRefusals.Revoked"/> or <see cref="AgentRefusals.Expired"/>.</returns>
    public Refusal? CheckStanding(DateTimeOffset now)
    {
        if (CheckRevoked() is { } revoked)
            return revoked;
        return now >= CredentialExpiresAt
            ? new Refusal(AgentRefusals.Expired, $"The credential of the agent '{Name}' ended at {CredentialExpiresAt:yyyy-MM-dd HH:mm:ss} UTC; renew it by proof of the key.")
            : null;
    }

    /// <summary>Gives it a fresh credential; whoever asks has proved the key.</summary>
    /// <param name="credentialHash">See <see cref="BearerSecret.HashOf"/>.</param>
    /// <param name="publicKey">The key to bind it to, when it has none yet.</param>
    /// <param name="now">The time of the change.</param>
    /// <returns>Refusals: <see cref="AgentRefusals.Revoked"/>, <see cref="AgentRefusals.RenewalOver"/>.</returns>
    public Outcome<AgentNode> Renew(string credentialHash, byte[]? publicKey, DateTimeOffset now)
    {
        if (CheckRevoked() is { } revoked)
            return revoked;
        if (now >= CredentialExpiresAt + RenewalGrace)
        {
            return new Refusal(
                AgentRefusals.RenewalOver,
                $"The credential of the agent '{Name}' ended at {CredentialExpiresAt:yyyy-MM-dd HH:mm:ss} UTC, more than {RenewalGrace.TotalDays:0} days ago; empty its data folder and join again with a new token.");
        }

        var overlap = now + RenewalOverlap;
        PreviousHash = CredentialHash;
        PreviousExpiresAt = CredentialExpiresAt < overlap ? CredentialExpiresAt : overlap;
        CredentialHash = credentialHash;
        CredentialExpiresAt = now + CredentialLifetime;
        PublicKey ??= publicKey;
        return this;
    }

    /// <summary>Two processes speak as this agent; a second time changes nothing.</summary>
    public void MarkCloned(DateTimeOffset now) => ClonedAt ??= now;

    /// <summary>Ends the membership; a second time changes nothing.</summary>
    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;

    private Refusal? CheckRevoked() => RevokedAt is { } at
        ? new Refusal(AgentRefusals.Revoked, $"The agent '{Name}' was removed at {at:yyyy-MM-dd HH:mm:ss} UTC; join again with a new token.")
        : null;
}
