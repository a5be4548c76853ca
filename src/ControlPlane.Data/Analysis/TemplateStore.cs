using ControlPlane.Domain.Analysis.Templates.Stored;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Analysis;

/// <summary>Loads stored analysis templates for a change; inside a unit of <see cref="Writing.StateWriter"/>, which saves them.</summary>
public sealed class TemplateStore(StateContext context)
{
    /// <summary>The template with its versions, deleted ones too; null when the name was never used.</summary>
    public Task<RegisteredTemplate?> FindAsync(string name, CancellationToken cancellationToken) =>
        context.AnalysisTemplates.FirstOrDefaultAsync(t => t.Name == name, cancellationToken);

    /// <summary>Adds a new template.</summary>
    public void Add(RegisteredTemplate template) => context.AnalysisTemplates.Add(template);
}
