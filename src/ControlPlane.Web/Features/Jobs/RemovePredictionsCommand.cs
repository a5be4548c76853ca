using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Jobs;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Realtime;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Web.Features.Jobs;

/// <summary>Takes an endpoint's stored predictions away; agents stop answering from them within seconds. A singleton, thread-safe.</summary>
public sealed class RemovePredictionsCommand(CommandAccess access, StateWriter writer, JobInputs inputs, ChangeBell bell, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <returns>What was removed. Refusal: <see cref="JobRefusals.PredictionsNotFound"/>.</returns>
    public async Task<Outcome<PredictionSet>> RunAsync(string endpoint, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckEndpointAsync<RemovePredictionsCommand>(actor, endpoint, cancellation) is { } forbidden)
            return forbidden;
        var outcome = await writer.RunAsync<PredictionSet>(
            async (context, unitCancellation) =>
            {
                if (await context.PredictionSets.FirstOrDefaultAsync(s => s.Endpoint == endpoint, unitCancellation) is not { } set)
                    return NotFound(endpoint);
                context.PredictionSets.Remove(set);
                context.Note(JobDrafts.Withdrawn(set, actor, clock.GetUtcNow()));
                return set;
            },
            cancellation);
        if (outcome.IsAccepted)
        {
            await inputs.ForgetAsync(outcome.Value.Digest, cancellation);
            bell.Ring(ChangeTopic.Jobs, outcome.Value.JobId);
        }

        return outcome;
    }

    /// <summary>The endpoint has none.</summary>
    public static Refusal NotFound(string endpoint) =>
        new(JobRefusals.PredictionsNotFound, $"'{endpoint}' has no stored predictions; start a batch job with store=true.");
}
