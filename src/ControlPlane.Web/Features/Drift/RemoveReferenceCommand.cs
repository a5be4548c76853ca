using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Drift;
using ControlPlane.Domain.Actors;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Drift;

/// <summary>Takes a reference out of force; where none is left, one is frozen anew from what comes then. A singleton, thread-safe.</summary>
public sealed partial class RemoveReferenceCommand(CommandAccess access, ReferenceStore references, ChangeBell bell, ILogger<RemoveReferenceCommand> logger)
{
    /// <summary>Runs it.</summary>
    /// <returns>Its id. Refusal: <see cref="DriftRefusals.ReferenceNotFound"/>.</returns>
    public async Task<Outcome<string>> RunAsync(string endpoint, string id, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckEndpointAsync<RemoveReferenceCommand>(actor, endpoint, cancellation) is { } forbidden)
            return forbidden;
        var outcome = await references.RemoveAsync(endpoint, id, actor, cancellation);
        if (outcome.IsAccepted)
        {
            LogRemoved(endpoint, id, actor.Name);
            bell.Ring(ChangeTopic.Drift, endpoint);
        }

        return outcome;
    }

    [LoggerMessage(1511, LogLevel.Information, "Endpoint {Endpoint} no longer measures drift against the reference {Reference}; {Actor} removed it.")]
    private partial void LogRemoved(string endpoint, string reference, string actor);
}
