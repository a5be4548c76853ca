using System.Text.RegularExpressions;

namespace ControlPlane.Cli.Api;

/// <summary>One operation of the public API, as its OpenAPI document names it. Immutable.</summary>
/// <param name="Id">Its <c>operationId</c>.</param>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path below <c>/api/v1</c>, with parameters in braces.</param>
internal sealed partial record ApiOperation(string Id, HttpMethod Method, string Path)
{
    /// <summary>Names of the path's parameters, in order.</summary>
    public IReadOnlyList<string> Parameters { get; } = [.. Braces().Matches(Path).Select(m => m.Groups[1].Value)];

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Braces();
}
