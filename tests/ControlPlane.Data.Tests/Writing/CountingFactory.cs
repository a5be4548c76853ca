using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Tests.Writing;

/// <summary>Counts contexts: the queue makes one per unit and one per transaction.</summary>
internal sealed class CountingFactory(IDbContextFactory<StateContext> inner) : IDbContextFactory<StateContext>
{
    private int _made;

    public int Made => _made;

    public StateContext CreateDbContext()
    {
        Interlocked.Increment(ref _made);
        return inner.CreateDbContext();
    }
}
