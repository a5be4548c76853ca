using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Naming;

namespace ControlPlane.Domain.Agents;

/// <summary>Lets one agent become a member of one pool, once, for a short time. Only the secret's hash is kept. Not thread-safe.</summary>
public sealed class JoinToken
{
    /// <summary>How long a token is good unless told otherwise.</summary>
    public static readonly TimeSpan DefaultLifetime = TimeSpan.FromMinutes(15);

    /// <summary>Longest lifetime, inclusive.</summary>
    public static readonly TimeSpan MaximumLifetime = TimeSpan.FromMinutes(60);

    private JoinToken()
    {
    }

    /// <summary>Public id, part of the token's text.</summary>
    public string Id { get; private init; } = null!;

    /// <summary>SHA-256 of the secret, lower-case hexadecimal.</summary>
    public string SecretHash { get; private init; } = null!;

    /// <summary>The pool an agent may join with it.</summary>
    public string Pool { get; private init; } = null!;

    /// <summary>Who made it.</summary>
    public string CreatedBy { get; private init; } = null!;

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Exclusive end of its life.</summary>
    public DateTimeOffset ExpiresAt { get; private init; }

    /// <summary>When an agent joined with it; null while it is unused.</summary>
    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>The agent that joined with it; null while it is unused.</summary>
    public AgentId? UsedBy { get; private set; }

    /// <summary>A fresh token.</summary>
    /// <param name="id">From the id source.</param>
    /// <param name="secretHash">See <see cref="BearerSecret.HashOf"/>.</param>
    /// <param name="pool">The pool it is for.</param>
    /// <param name="createdBy">Name of the actor.</param>
    /// <param name="lifetime">Null means <see cref="DefaultLifetime"/>.</param>
    /// <param name="now">The time of the change.</param>
    /// <returns>Refusal: <see cref="AgentRefusals.Invalid"/>.</returns>
    public static Outcome<JoinToken> Issue(string id, string secretHash, string pool, string createdBy, TimeSpan? lifetime, DateTimeOffset now)
    {
        var life = lifetime ?? DefaultLifetime;
        var problems = new Problems();
        problems.Add(NameRule.Check("pool", pool));
        if (life <= TimeSpan.Zero || life > MaximumLifetime)
            problems.Add("lifetime", $"is {life.TotalMinutes:0.##} min", $"use more than 0 up to {MaximumLifetime.TotalMinutes:0} min");
        if (problems.Any)
            return problems.ToRefusal(AgentRefusals.Invalid);

        return new JoinToken { Id = id, SecretHash = secretHash, Pool = pool, CreatedBy = createdBy, CreatedAt = now, ExpiresAt = now + life };
    }

    /// <summary>Uses the token up.</summary>
    /// <param name="secret">What the agent showed; its id has found this token.</param>
    /// <param name="pool">The pool the agent wants to join.</param>
    /// <param name="agent">The id it gets.</param>
    /// <param name="now">The time of the change.</param>
    /// <returns>Refusal: <see cref="AgentRefusals.TokenInvalid"/>; a bearer of a wrong secret learns nothing more.</returns>
    public Outcome<JoinToken> Use(BearerSecret secret, string pool, AgentId agent, DateTimeOffset now)
    {
        if (!secret.Matches(SecretHash))
            return Unknown();
        if (UsedAt is not null)
            return new Refusal(AgentRefusals.TokenInvalid, "The join token was used before; make a new one for each agent.");
        if (now >= ExpiresAt)
            return new Refusal(AgentRefusals.TokenInvalid, $"The join token expired at {ExpiresAt:yyyy-MM-dd HH:mm:ss} UTC; make a new one.");
        if (pool != Pool)
            return Refusal.OfField(AgentRefusals.TokenInvalid, "pool", $"is '{pool}', the join token is for '{Pool}'", "start the agent with the token's pool");

        UsedAt = now;
        UsedBy = agent;
        return this;
    }

    /// <summary>The answer to a token nobody made; the same as to a wrong secret.</summary>
    public static Refusal Unknown() => new(AgentRefusals.TokenInvalid, "The join token is not known here; make a new one.");
}
