using Microsoft.OpenApi;

namespace ControlPlane.Web.Features.Reference;

/// <summary>One operation of the API for the screen. Immutable.</summary>
/// <param name="Method">Its method, in capitals.</param>
/// <param name="Path">Its path.</param>
/// <param name="Operation">Its description.</param>
public sealed record ApiOperationRow(string Method, string Path, OpenApiOperation Operation)
{
    /// <summary>Whether a text stands in id, path, method or summary.</summary>
    public bool Holds(string text) =>
        text.Length == 0 || new[] { Method, Path, Operation.OperationId, Operation.Summary }.Any(t => t?.Contains(text, StringComparison.OrdinalIgnoreCase) == true);
}
