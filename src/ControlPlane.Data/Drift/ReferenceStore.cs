using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Replicas;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Drift;

/// <summary>Keeps the references of endpoints, one in force for each version and part; those before stay as history, and a bounded number of them. Thread-safe.</summary>
public sealed class ReferenceStore(StateWriter writer, ILeadership leadership, IDbContextFactory<StateContext> contexts, TimeProvider time)
{
    /// <summary>Most references of an endpoint that are no longer in force.</summary>
    public const int MostEnded = 20;

    /// <summary>References of an endpoint that are in force, oldest first.</summary>
    public async Task<IReadOnlyList<StoredReference>> InForceAsync(string endpoint, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.DriftReferences.AsNoTracking().Where(r => r.Endpoint == endpoint && r.EndedAt == null)
            .OrderBy(r => r.FrozenAt).ThenBy(r => r.Id).ToListAsync(cancellationToken);
    }

    /// <summary>References of an endpoint, in force and before, newest first.</summary>
    public async Task<IReadOnlyList<ReferenceRow>> HistoryAsync(string endpoint, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await context.DriftReferences.AsNoTracking().Where(r => r.Endpoint == endpoint)
            .OrderByDescending(r => r.FrozenAt).ThenByDescending(r => r.Id).ToListAsync(cancellationToken);
        return [.. found.Select(ReferenceRow.Of)];
    }

    /// <summary>Puts a reference in force, in the place of the one of its version and part.</summary>
    /// <returns>Refusals: <see cref="EndpointRefusals.NotFound"/>, <see cref="EndpointRefusals.VersionNotFound"/>.</returns>
    public async Task<Outcome<ReferenceRow>> SaveAsync(StoredReference reference, Actor actor, CancellationToken cancellationToken) => await writer.RunAsync<ReferenceRow>(
        async (context, token) =>
        {
            if (actor.Way == ChangeWay.Automatic && await leadership.CheckAsync(context, token) is { } fenced)
                return fenced;
            if (await context.Endpoints.AsNoTracking().FirstOrDefaultAsync(e => e.Name == reference.Endpoint, token) is not { } endpoint)
                return new Refusal(EndpointRefusals.NotFound, $"There is no endpoint '{reference.Endpoint}'.");
            if (!await context.ModelVersions.AnyAsync(v => v.Model == endpoint.Model && v.Number == reference.Version, token))
                return Refusal.OfField(EndpointRefusals.VersionNotFound, "version", $"is {reference.Version}, which {endpoint.Model} does not have", "name a registered version");

            await EndAsync(context.DriftReferences.Where(r => r.Endpoint == reference.Endpoint && r.Version == reference.Version && r.Part == reference.Part), reference.FrozenBy, token);
            context.DriftReferences.Add(reference);
            context.Note(RegistryDrafts.Frozen(reference, endpoint.Pool, actor));
            await context.SaveChangesAsync(token);
            var excess = context.DriftReferences.Where(r => r.Endpoint == reference.Endpoint && r.EndedAt != null)
                .OrderByDescending(r => r.EndedAt).ThenByDescending(r => r.Id).Skip(MostEnded).Select(r => r.Id);
            await context.DriftReferences.Where(r => excess.Contains(r.Id)).ExecuteDeleteAsync(token);
            return ReferenceRow.Of(reference);
        },
        cancellationToken);

    /// <summary>Takes a reference out of force; it stays in the history.</summary>
    /// <returns>Refusal: <see cref="DriftRefusals.ReferenceNotFound"/> when none of that id is in force.</returns>
    public async Task<Outcome<string>> RemoveAsync(string endpoint, string id, Actor actor, CancellationToken cancellationToken) => await writer.RunAsync<string>(
        async (context, token) =>
        {
            if (await EndAsync(context.DriftReferences.Where(r => r.Endpoint == endpoint && r.Id == id), actor.Name, token) == 0)
                return new Refusal(DriftRefusals.ReferenceNotFound, $"'{endpoint}' has no reference '{id}' in force.");
            context.Note(RegistryDrafts.Ended(endpoint, id, actor, time.GetUtcNow()));
            return id;
        },
        cancellationToken);

    private Task<int> EndAsync(IQueryable<StoredReference> references, string actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return references.Where(r => r.EndedAt == null)
            .ExecuteUpdateAsync(r => r.SetProperty(e => e.EndedAt, now).SetProperty(e => e.EndedBy, actor), cancellationToken);
    }
}
