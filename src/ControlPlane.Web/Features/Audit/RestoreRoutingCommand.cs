using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Audit;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Audit;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Endpoints;

namespace ControlPlane.Web.Features.Audit;

/// <summary>
/// Puts stable version and weights back as they were after an entry of the audit: one more change of the endpoint, by the way every change goes.
/// An active rollout is not overruled.
/// </summary>
public sealed class RestoreRoutingCommand(CommandAccess access, AuditQueries audit, EndpointChanges changes, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <returns>
    /// Refusals: <see cref="AuditRefusals.NotFound"/>, <see cref="AuditRefusals.NothingToRestore"/>, <see cref="EndpointRefusals.NotFound"/>,
    /// <see cref="EndpointRefusals.VersionNotFound"/>, <see cref="Domain.Rollouts.RolloutRefusals.EndpointBusy"/>.
    /// </returns>
    public async Task<Outcome<CommittedChange>> RunAsync(RestoreRoutingRequest request, Actor actor, CancellationToken cancellation)
    {
        if (await audit.FindAsync(request.Sequence, cancellation) is not { } entry)
            return await access.CheckAsync<RestoreRoutingCommand>(actor, AccessScope.Anywhere, cancellation) ?? new Refusal(AuditRefusals.NotFound, $"The audit has no entry {request.Sequence}.");
        if (await access.CheckEndpointAsync<RestoreRoutingCommand>(actor, entry.Endpoint ?? entry.Name, cancellation) is { } forbidden)
            return forbidden;
        if (AuditedRouting.After(entry) is not { } earlier)
            return new Refusal(AuditRefusals.NothingToRestore, $"Entry {entry.Sequence} holds no routing of an endpoint that could be put back.");

        // A changed entry must not move traffic: what it says was never so.
        if (AuditForm.HashOf(entry.ToRecord().Values) != entry.Hash)
            return new Refusal(AuditRefusals.NothingToRestore, $"Entry {entry.Sequence} is not as it was written, so nothing is put back from it.");

        return await changes.RunAsync(actor, ReasonOf(request, entry), async (unit, unitCancellation) =>
        {
            var loaded = await unit.LoadAsync(entry.Name, expectedVersion: null, unitCancellation);
            if ((loaded.Refusal ?? await unit.CheckIdleAsync(entry.Name, unitCancellation)) is { } refusal)
                return refusal;
            var endpoint = loaded.Value;
            if (earlier.StableVersion != endpoint.StableVersion && access.CheckFourEyes(endpoint.Pool) is { } unapproved)
                return unapproved;
            var versions = await unit.Models.VersionNumbersAsync(endpoint.Model, unitCancellation);
            return endpoint.Restore(earlier, versions, clock.GetUtcNow()).Then<EndpointDecision>(change => new EndpointDecision(endpoint, change));
        }, cancellation);
    }

    private static string ReasonOf(RestoreRoutingRequest request, AuditEntry entry) =>
        request.Reason.Length == 0 ? $"As it was after entry {entry.Sequence} of the audit." : $"{request.Reason} (as it was after entry {entry.Sequence} of the audit)";
}
