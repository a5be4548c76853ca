using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Endpoints;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Components.Splits;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Shell;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>What people at a screen do to endpoints; each outcome is also told in a toast, unless it is told in place. One per circuit.</summary>
public sealed class EndpointActions(
    Viewer viewer, ChangeSplitCommand changeSplit, RollBackCommand rollBack, UndoCommand undo, PutEndpointCommand put, DeleteEndpointCommand delete, Toasts toasts)
{
    /// <summary>Applies a drafted split; a refusal is shown by the editor.</summary>
    public async Task<Outcome<CommittedChange>> ChangeSplitAsync(string endpoint, SplitProposal proposal)
    {
        var shares = proposal.Rows.Select(r => new VariantShare(r.Version, r.Weight, r.Name)).ToArray();
        var outcome = await changeSplit.RunAsync(new ChangeSplitRequest(endpoint, shares, proposal.BasedOn, proposal.Reason ?? ""), viewer.Actor, CancellationToken.None);
        if (outcome.IsAccepted)
            Tell(outcome);
        return outcome;
    }

    /// <summary>Rolls back; result and refusal are shown by the button.</summary>
    public Task<Outcome<CommittedChange>> RollBackAsync(string endpoint) =>
        rollBack.RunAsync(new RollBackRequest(endpoint), viewer.Actor, CancellationToken.None);

    /// <summary>Undoes the last rollback.</summary>
    public async Task<Outcome<CommittedChange>> UndoAsync(string endpoint) =>
        Tell(await undo.RunAsync(new UndoRequest(endpoint), viewer.Actor, CancellationToken.None));

    /// <summary>Creates; a refusal is shown by the form.</summary>
    public async Task<Outcome<CommittedChange>> CreateAsync(PutEndpointRequest request)
    {
        var outcome = await put.RunAsync(request, viewer.Actor, CancellationToken.None);
        return outcome.IsAccepted ? Tell(outcome) : outcome;
    }

    /// <summary>Changes or promotes.</summary>
    public async Task<Outcome<CommittedChange>> PutAsync(PutEndpointRequest request) =>
        Tell(await put.RunAsync(request, viewer.Actor, CancellationToken.None));

    /// <summary>Changes an endpoint's settings and nothing else of it; a refusal is shown by the form.</summary>
    /// <param name="endpoint">The endpoint as the form saw it: what others changed since is not overwritten but refused.</param>
    /// <param name="change">The settings wished, of those in force.</param>
    /// <returns>The refusal; null when it was done.</returns>
    public async Task<Refusal?> ChangeSettingsAsync(EndpointRow endpoint, Func<EndpointSettings, EndpointSettings> change)
    {
        var draft = new EndpointDraft
        {
            Name = endpoint.Name,
            Pool = endpoint.Pool,
            Model = endpoint.Model,
            StableVersion = endpoint.StableVersion,
            Settings = change(endpoint.Settings),
        };
        return (await CreateAsync(new PutEndpointRequest(draft, endpoint.ConcurrencyVersion))).Refusal;
    }

    /// <summary>Deletes.</summary>
    public async Task<Outcome<CommittedChange>> DeleteAsync(string endpoint, long expectedVersion) =>
        Tell(await delete.RunAsync(new DeleteEndpointRequest(endpoint, expectedVersion), viewer.Actor, CancellationToken.None));

    private Outcome<CommittedChange> Tell(Outcome<CommittedChange> outcome)
    {
        toasts.Tell(outcome, change => change.Sentence);
        return outcome;
    }
}
