namespace ControlPlane.Domain.Models.Onnx;

/// <summary>Which names inputs and outputs may have: they come back in addresses, headers, logs and file names of others. Stateless.</summary>
internal static class OnnxNames
{
    private const int LongestShown = 80;

    /// <summary>Exporters use slashes within names; what climbs out of a folder, names a drive or holds control characters is none of theirs.</summary>
    public static bool IsSound(string name) =>
        !name.Any(char.IsControl) && !name.Contains('\\', StringComparison.Ordinal) && !name.Split('/').Contains("..", StringComparer.Ordinal)
        && !name.Contains("://", StringComparison.Ordinal);

    /// <summary>The same name fit for a message.</summary>
    public static string Shown(string name) =>
        string.Concat(name.Take(LongestShown).Select(c => char.IsControl(c) ? '?' : c));
}
