namespace ControlPlane.Cli.Files;

/// <summary>Every kind by its name.</summary>
internal static class DeclaredKinds
{
    private static readonly Dictionary<string, IDeclaredKind> Table = new(StringComparer.Ordinal)
    {
        [AnalysisTemplateKind.Name] = new AnalysisTemplateKind(),
        [RegisteredModelKind.Name] = new RegisteredModelKind(),
        [InferenceEndpointKind.Name] = new InferenceEndpointKind(),
        [FreezeWindowKind.Name] = new FreezeWindowKind(),
        [RolloutKind.RolloutName] = new RolloutKind(RolloutKind.RolloutName, null),
        [RolloutKind.FlagName] = new RolloutKind(RolloutKind.FlagName, "feature-flag"),
    };

    /// <summary>In the order in which they are applied.</summary>
    public static IEnumerable<IDeclaredKind> All => DeclarationSchema.Kinds.Select(Of);

    public static IDeclaredKind Of(string name) => Table[name];
}
