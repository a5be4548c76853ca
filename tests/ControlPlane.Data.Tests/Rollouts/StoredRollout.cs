using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Tests.Rollouts;

/// <summary>A rollout and its endpoint between two processes: what the last one left is all that the next one has.</summary>
internal sealed class StoredRollout(TestDatabase database)
{
    /// <summary>Saves them, and gives back what a new process reads.</summary>
    public (InferenceEndpoint Endpoint, Rollout Rollout) Restart(InferenceEndpoint endpoint, Rollout rollout)
    {
        var contexts = database.Get<IDbContextFactory<StateContext>>();
        using (var context = contexts.CreateDbContext())
        {
            // What the last process left is replaced by what this one decided.
            context.Rollouts.Where(r => r.Id == rollout.Id).ExecuteDelete();
            context.Endpoints.Where(e => e.Name == endpoint.Name).ExecuteDelete();
            context.Endpoints.Add(endpoint);
            context.Rollouts.Add(rollout);
            context.SaveChanges();
        }

        using var fresh = contexts.CreateDbContext();
        return (fresh.Endpoints.AsNoTracking().Single(), fresh.Rollouts.AsNoTracking().Single());
    }
}
