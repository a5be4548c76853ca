using ControlPlane.Domain.Models;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Models;

/// <summary>Loads registered models for a change; inside a unit of <see cref="Writing.StateWriter"/>, which saves them.</summary>
public sealed class ModelStore(StateContext context)
{
    /// <summary>The model with all versions and aliases; null when there is none.</summary>
    public Task<RegisteredModel?> FindAsync(string name, CancellationToken cancellationToken) =>
        context.Models.AsSplitQuery().FirstOrDefaultAsync(m => m.Name == name, cancellationToken);

    /// <summary>Numbers of a model's versions; empty when there is no such model.</summary>
    public async Task<IReadOnlySet<int>> VersionNumbersAsync(string model, CancellationToken cancellationToken) =>
        await context.ModelVersions.Where(v => v.Model == model).Select(v => v.Number).ToHashSetAsync(cancellationToken);

    /// <summary>Adds a new model.</summary>
    public void Add(RegisteredModel model) => context.Models.Add(model);
}
