using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Models;
using ControlPlane.Domain.Models;

namespace ControlPlane.Web.Features.Models;

/// <summary>Finds out which version is meant by <c>models:/name/3</c>, <c>models:/name@alias</c> or a number. Thread-safe.</summary>
public sealed class VersionReferenceQuery(ModelQueries models)
{
    /// <summary>The version's number.</summary>
    /// <param name="field">Path of the field, as the caller wrote it.</param>
    /// <param name="model">The model whose version is wanted.</param>
    /// <param name="text">What the caller wrote.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Refusals: <see cref="ModelRefusals.NotFound"/>, <see cref="ModelRefusals.VersionNotFound"/>.</returns>
    public async Task<Outcome<int>> AskAsync(string field, string model, string text, CancellationToken cancellation)
    {
        var reference = VersionReference.Parse(field, text);
        if (reference.Refusal is { } malformed)
            return malformed;
        return await models.FindAsync(model, cancellation) is { } row
            ? reference.Value.Resolve(field, model, row.Aliases.ToDictionary(a => a.Name, a => a.Version, StringComparer.Ordinal))
            : new Refusal(ModelRefusals.NotFound, $"There is no model '{model}'.");
    }
}
