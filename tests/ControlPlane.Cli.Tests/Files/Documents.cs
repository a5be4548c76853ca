using ControlPlane.TestKit;

namespace ControlPlane.Cli.Tests.Files;

/// <summary>Files of declarations in a temporary folder.</summary>
internal static class Documents
{
    /// <summary>Writes one document.</summary>
    public static Task WriteAsync(this TemporaryFolder folder, string file, string kind, string name, string spec, string? labels = null) => File.WriteAllTextAsync(
        folder.Combine(file),
        $"apiVersion: controlplane/v1\nkind: {kind}\nmetadata:\n  name: {name}\n{(labels is null ? "" : $"  labels: {labels}\n")}spec:\n{spec}");

    /// <summary>Writes an endpoint of the model <c>adder</c>.</summary>
    public static Task WriteEndpointAsync(this TemporaryFolder folder, string name, string? labels = null, string more = "") =>
        folder.WriteAsync($"{name}.yaml", "InferenceEndpoint", name, $"  model: adder\n  stableVersion: 1\n{more}", labels);
}
