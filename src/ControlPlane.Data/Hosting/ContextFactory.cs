using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Hosting;

/// <summary>Hands out a provider's contexts as what the rest of the product knows.</summary>
internal sealed class ContextFactory<TContext, TProvider>(IDbContextFactory<TProvider> inner) : IDbContextFactory<TContext>
    where TContext : DbContext
    where TProvider : TContext
{
    public TContext CreateDbContext() => inner.CreateDbContext();
}
