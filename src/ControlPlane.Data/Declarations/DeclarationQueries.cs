using ControlPlane.Domain.Declarations;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Declarations;

/// <summary>Reads what files declared. Thread-safe.</summary>
public sealed class DeclarationQueries(IDbContextFactory<StateContext> contexts)
{
    /// <summary>Every declaration, by kind and name.</summary>
    public async Task<IReadOnlyList<AppliedDeclaration>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Declarations.AsNoTracking().OrderBy(d => d.Kind).ThenBy(d => d.Name).ToListAsync(cancellationToken);
    }

    /// <summary>What a file said about one thing; null when none did.</summary>
    public async Task<AppliedDeclaration?> FindAsync(string kind, string name, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Declarations.AsNoTracking().FirstOrDefaultAsync(d => d.Kind == kind && d.Name == name, cancellationToken);
    }
}
