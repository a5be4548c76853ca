using System.Text.Json.Nodes;

namespace ControlPlane.Cli.Files;

/// <summary>One document of a YAML or JSON file: its value, and where each member stands. Immutable by convention.</summary>
/// <param name="Value">The same as JSON.</param>
/// <param name="Positions">By path such as <c>spec.variants[0].weight</c>; the document itself is the empty path.</param>
internal sealed record YamlDocument(JsonNode? Value, IReadOnlyDictionary<string, FilePosition> Positions)
{
    /// <summary>Where a member stands, or else the nearest one around it.</summary>
    public FilePosition Find(string path)
    {
        for (var at = path; at.Length > 0; at = at[..Math.Max(0, Math.Max(at.LastIndexOf('.'), at.LastIndexOf('[')))])
        {
            if (Positions.TryGetValue(at, out var position))
                return position;
        }

        return Positions[""];
    }
}
