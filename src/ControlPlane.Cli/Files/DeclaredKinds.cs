namespace ControlPlane.Cli.Files;

/// <summary>Every kind by its name.</summary>
internal static class DeclaredKinds
{
    private static readonly Dictionary<string, IDeclaredKind> Table = new(StringComparer.Ordinal)
    {
        [AnalysisTemplateKind.Name] = new AnalysisTemplateKind(),
        [ModelAliasesKind.Name] = new ModelAliasesKind(),
        [InferenceEndpointKind.Name] = new InferenceEndpointKind(),
    };

    /// <summary>In the order in which they are applied.</summary>
    public static IEnumerable<IDeclaredKind> All => DeclarationSchema.Kinds.Select(Of);

    public static IDeclaredKind Of(string name) => Table[name];
}
