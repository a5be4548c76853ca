using System.Text.Json;
using System.Text.Json.Nodes;

namespace ControlPlane.Cli.Output;

/// <summary>Numbers of JSON, whatever type they were made from: a node casts to the very type that it was made from only.</summary>
internal static class JsonNumber
{
    public static double Of(JsonNode node) => node.Deserialize<double>();
}
