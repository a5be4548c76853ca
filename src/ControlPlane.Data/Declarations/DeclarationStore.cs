using ControlPlane.Domain.Declarations;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Declarations;

/// <summary>Loads applied declarations for a change; inside a unit of <see cref="Writing.StateWriter"/>, which saves them.</summary>
public sealed class DeclarationStore(StateContext context)
{
    /// <summary>What was declared about a thing; null when nothing was.</summary>
    public Task<AppliedDeclaration?> FindAsync(string kind, string name, CancellationToken cancellationToken) =>
        context.Declarations.FirstOrDefaultAsync(d => d.Kind == kind && d.Name == name, cancellationToken);

    /// <summary>Adds a first declaration.</summary>
    public void Add(AppliedDeclaration declaration) => context.Declarations.Add(declaration);

    /// <summary>Removes a declaration; the thing itself stays.</summary>
    public void Remove(AppliedDeclaration declaration) => context.Declarations.Remove(declaration);
}
