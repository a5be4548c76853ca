using ControlPlane.AgentHost.Hosting;
using ControlPlane.Web.Hosting;

namespace ControlPlane.DocsTests.Deploy;

/// <summary>Environment variables that the two programs or their runtime read. Stateless.</summary>
internal static class KnownVariables
{
    private static readonly string[] Others = ["TMPDIR", "DOTNET_EnableDiagnostics", "POD_NAME"];

    private static readonly HashSet<string> Names = new(
        [.. KnownSettings.Defaults.Select(s => s.Variable), .. AgentFlags.Keys.Values.Select(AgentSettings.VariableOf), .. Others], StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Beginnings =
        [KnownSetting.VariableOf($"{AnalysisOptions.SecretsSection}:"), KnownSetting.VariableOf("Logging:"), .. AgentFlags.Sections.Values.Select(s => AgentSettings.VariableOf($"{s}:")), "OTEL_"];

    /// <summary>Whether somebody reads it.</summary>
    public static bool IsKnown(string name) => Names.Contains(name) || Beginnings.Any(b => name.StartsWith(b, StringComparison.OrdinalIgnoreCase));
}
