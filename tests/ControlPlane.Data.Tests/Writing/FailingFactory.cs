using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Tests.Writing;

/// <summary>Hands out contexts unless told to fail.</summary>
internal sealed class FailingFactory(IDbContextFactory<StateContext> inner) : IDbContextFactory<StateContext>
{
    public bool IsFailing { get; set; }

    public StateContext CreateDbContext() => IsFailing ? throw new IOException("The disk is gone.") : inner.CreateDbContext();
}
