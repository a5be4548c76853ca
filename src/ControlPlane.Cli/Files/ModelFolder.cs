using System.CommandLine;

namespace ControlPlane.Cli.Files;

/// <summary>A folder of model files, each under the SHA-256 of its bytes.</summary>
internal static class ModelFolder
{
    public static Option<string?> Option(string description) => new("--models") { Description = description, HelpName = "path" };

    public static string PathOf(string folder, string digest) => Path.Combine(folder, $"{digest}.onnx");
}
