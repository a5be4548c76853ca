using ControlPlane.Contracts.Outcomes;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Shell;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>What people at a screen do to rollouts; what was done is told in a toast, what was refused in place. One per circuit.</summary>
public sealed class RolloutActions(Viewer viewer, RolloutVerbCommand verbs, StartRolloutCommand start, ReviseExperimentCommand revise, RedactSamplesCommand redact, Toasts toasts)
{
    /// <summary>Asks a verb of a rollout.</summary>
    /// <param name="id">Id of the rollout.</param>
    /// <param name="verb">The verb.</param>
    /// <param name="seenStep">Index of the step that was on the screen; null when it does not matter.</param>
    /// <param name="reason">Why; empty when nothing was said.</param>
    public async Task<Outcome<CommandedRollout>> AskAsync(string id, RolloutVerb verb, int? seenStep = null, string reason = "")
    {
        var outcome = await verbs.RunAsync(new RolloutVerbRequest(id, verb, reason, SeenStep: seenStep), viewer.Actor, CancellationToken.None);
        return Tell(outcome);
    }

    /// <summary>Changes the plan of an experiment; the test begins anew.</summary>
    public async Task<Outcome<CommandedRollout>> ReviseAsync(ReviseExperimentRequest request) => Tell(await revise.RunAsync(request, viewer.Actor, CancellationToken.None));

    /// <summary>Starts one.</summary>
    public async Task<Outcome<CommandedRollout>> StartAsync(StartRolloutRequest request) => Tell(await start.RunAsync(request, viewer.Actor, CancellationToken.None));

    /// <summary>Removes the recorded outputs of an endpoint; result and refusal are told in a toast.</summary>
    public async Task RemoveOutputsAsync(string endpoint) =>
        toasts.Tell(await redact.RunAsync(new RedactSamplesRequest(endpoint), viewer.Actor, CancellationToken.None), change => change.Sentence);

    private Outcome<CommandedRollout> Tell(Outcome<CommandedRollout> outcome)
    {
        if (outcome.IsAccepted)
            toasts.Tell(outcome, done => done.Rollout.Sentence);
        return outcome;
    }
}
