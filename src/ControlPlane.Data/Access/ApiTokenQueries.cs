using ControlPlane.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Access;

/// <summary>Reads API tokens. Thread-safe.</summary>
public sealed class ApiTokenQueries(IDbContextFactory<StateContext> contexts)
{
    /// <summary>Every token, also those that have ended, oldest first.</summary>
    public async Task<IReadOnlyList<ApiTokenRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var tokens = await context.ApiTokens.AsNoTracking().OrderBy(t => t.CreatedAt).ThenBy(t => t.Id).ToListAsync(cancellationToken);
        return [.. tokens.Select(ApiTokenRow.Of)];
    }

    /// <summary>A token as the database has it now; null when there never was one. Not tracked.</summary>
    public async Task<ApiToken?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ApiTokens.AsNoTracking().FirstOrDefaultAsync(t => t.Id == id, cancellationToken);
    }
}
