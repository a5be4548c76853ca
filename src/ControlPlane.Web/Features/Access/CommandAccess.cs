using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Agents;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Jobs;
using ControlPlane.Data.Rollouts;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Hosting;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Features.Access;

/// <summary>
/// The one place that decides whether somebody may do something, asked first by every command, so that pages, the API and whatever comes next are all held to it.
/// Rights are read anew each time: a role that was taken away a moment ago is gone. A singleton, thread-safe.
/// </summary>
public sealed class CommandAccess(
    IOptions<AccessOptions> options, IEnumerable<IRightsSource> sources, EndpointQueries endpoints, RolloutQueries rollouts, JobQueries jobs, AgentQueries agents)
{
    private readonly Dictionary<HolderKind, IRightsSource> _sources = sources.ToDictionary(s => s.Kind);

    /// <summary>Whether an actor may run a command.</summary>
    /// <typeparam name="TCommand">The command; what it needs is in <see cref="CommandPermissions"/>.</typeparam>
    /// <returns>Null when they may. Refusals: <see cref="AccessRefusals.Forbidden"/>, <see cref="AccessRefusals.SignInNeeded"/>.</returns>
    public Task<Refusal?> CheckAsync<TCommand>(Actor actor, AccessScope scope, CancellationToken cancellation) =>
        CheckAsync(actor, CommandPermissions.Of(typeof(TCommand)), scope, cancellation);

    /// <summary>The same in the environment of an endpoint.</summary>
    public async Task<Refusal?> CheckEndpointAsync<TCommand>(Actor actor, string endpoint, CancellationToken cancellation) =>
        await CheckEndpointAsync(actor, CommandPermissions.Of(typeof(TCommand)), endpoint, cancellation);

    /// <summary>The same in the environment of an endpoint, by permission.</summary>
    public async Task<Refusal?> CheckEndpointAsync(Actor actor, Permission permission, string endpoint, CancellationToken cancellation) =>
        IsTrusted(actor) ? null : await CheckAsync(actor, permission, ScopeOf((await endpoints.FindAsync(endpoint, cancellation))?.Pool), cancellation);

    /// <summary>The same in the environment of a rollout.</summary>
    public async Task<Refusal?> CheckRolloutAsync(Actor actor, Permission permission, string id, CancellationToken cancellation) =>
        IsTrusted(actor) ? null : await CheckAsync(actor, permission, ScopeOf((await rollouts.FindAsync(id, cancellation))?.Pool), cancellation);

    /// <summary>The same in the environment of a batch job.</summary>
    public async Task<Refusal?> CheckJobAsync<TCommand>(Actor actor, string id, CancellationToken cancellation) =>
        IsTrusted(actor) ? null : await CheckAsync<TCommand>(actor, ScopeOf((await jobs.FindAsync(id, cancellation))?.Pool), cancellation);

    /// <summary>The same in the environment of an agent.</summary>
    public async Task<Refusal?> CheckAgentAsync<TCommand>(Actor actor, AgentId id, CancellationToken cancellation) =>
        IsTrusted(actor) ? null : await CheckAsync<TCommand>(actor, ScopeOf((await agents.FindAsync(id, cancellation))?.Pool), cancellation);

    /// <summary>Whether an actor may do something.</summary>
    public async Task<Refusal?> CheckAsync(Actor actor, Permission permission, AccessScope scope, CancellationToken cancellation)
    {
        if (IsTrusted(actor))
            return null;
        return await RightsAsync(actor, cancellation) is { } grants ? AccessRule.Check(grants, permission, scope) : SignInNeeded();
    }

    /// <summary>Whether an environment lets a version through to all callers on any other way than a rollout that another person approves.</summary>
    /// <returns>Null when it does; otherwise <see cref="RolloutRefusals.FourEyesOnly"/>. Going back is never asked.</returns>
    public Refusal? CheckFourEyes(string pool) => options.Value.NeedsFourEyes(pool)
        ? new Refusal(RolloutRefusals.FourEyesOnly, $"In '{pool}' another person must approve what goes to all callers: start a rollout, which waits for them. Rolling back waits for nobody.")
        : null;

    /// <summary>Everything an actor may do now; null when it must sign in first.</summary>
    public async Task<IReadOnlyList<RoleGrant>?> RightsAsync(Actor actor, CancellationToken cancellation)
    {
        if (IsTrusted(actor))
            return [new RoleGrant(Role.Admin, RoleGrant.EveryPool)];
        return actor.Holder is { } holder && _sources.TryGetValue(holder.Kind, out var source) ? await source.ReadAsync(holder.Id, cancellation) : null;
    }

    /// <summary>The answer to who has not signed in.</summary>
    public static Refusal SignInNeeded() => new(AccessRefusals.SignInNeeded, "Nobody is signed in, or the session has ended; sign in again.");

    // The control plane itself and who commands at the host need no role; and where nobody signs in, whoever is there may.
    private bool IsTrusted(Actor actor) =>
        actor.Way is ChangeWay.Automatic or ChangeWay.CommandLine || (options.Value.Mode == AccessMode.Open && actor.Holder is null);

    // What does not exist is in no environment: who may do it nowhere does not hear whether it exists.
    private static AccessScope ScopeOf(string? pool) => pool is null ? AccessScope.Anywhere : AccessScope.Of(pool);
}
