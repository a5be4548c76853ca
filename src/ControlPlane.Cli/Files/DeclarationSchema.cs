using System.Text.Json.Nodes;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Files;

/// <summary>The published JSON Schema, which editors use and <c>lint</c> too. It is made from the API's own description; a test compares them.</summary>
internal static class DeclarationSchema
{
    private const string Resource = "controlplane.v1.json";

    /// <summary>The schema as it is published.</summary>
    public static string Text { get; } = Read();

    private static JsonObject Root { get; } = JsonNode.Parse(Text)!.AsObject();

    /// <summary>Kinds in the order in which they are applied: a thing comes after what it names.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
        [AnalysisTemplateKind.Name, RegisteredModelKind.Name, InferenceEndpointKind.Name, FreezeWindowKind.Name, RolloutKind.RolloutName, RolloutKind.FlagName];

    /// <summary>Everything in which a spec is not what its kind's schema says; paths begin with <c>spec</c>.</summary>
    public static IEnumerable<FieldProblem> Check(string kind, JsonObject spec) =>
        new SchemaCheck(Root).Check(spec, Root["$defs"]![kind]!["properties"]!["spec"]!.AsObject(), "spec");

    private static string Read()
    {
        using var stream = typeof(DeclarationSchema).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
