using ControlPlane.Domain.Analysis.Templates.Stored;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Analysis;

/// <summary>Reads stored analysis templates for screens, the API and the start of rollouts. What it gives is not tracked. Thread-safe.</summary>
public sealed class TemplateQueries(IDbContextFactory<StateContext> contexts)
{
    /// <summary>Every template that can be named, by name.</summary>
    public async Task<IReadOnlyList<RegisteredTemplate>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.AnalysisTemplates.AsNoTracking().Where(t => t.DeletedAt == null).OrderBy(t => t.Name).ToListAsync(cancellationToken);
    }

    /// <summary>One template; null when none can be named so.</summary>
    public async Task<RegisteredTemplate?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.AnalysisTemplates.AsNoTracking().FirstOrDefaultAsync(t => t.Name == name && t.DeletedAt == null, cancellationToken);
    }
}
