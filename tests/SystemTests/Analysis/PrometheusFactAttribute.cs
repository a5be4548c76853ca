namespace ControlPlane.SystemTests.Analysis;

/// <summary>A test that needs the program <c>prometheus</c> on the path.</summary>
public sealed class PrometheusFactAttribute : FactAttribute
{
    public PrometheusFactAttribute()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(f => File.Exists(Path.Combine(f, "prometheus"))))
            Skip = "The program 'prometheus' is not installed (Debian package prometheus).";
    }
}
