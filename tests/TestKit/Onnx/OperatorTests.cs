namespace ControlPlane.TestKit.Onnx;

/// <summary>The ONNX project's own tests as Debian packages them: models with operators, types and names that nobody here thought of.</summary>
public static class OperatorTests
{
    /// <summary>Where the package puts them.</summary>
    public const string Folder = "/usr/share/libonnx-testdata/data";

    /// <summary>Why there are none here; null when there are.</summary>
    public static string? SkipReason { get; } = Directory.Exists(Folder) ? null : "Debian's package libonnx-testdata, with the ONNX project's own tests, is not installed";

    /// <summary>Paths of their models, in order.</summary>
    public static IEnumerable<string> Models() => Directory.EnumerateFiles(Folder, "model.onnx", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
}
