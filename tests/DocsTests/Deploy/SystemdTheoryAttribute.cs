namespace ControlPlane.DocsTests.Deploy;

/// <summary>A test that needs the program <c>systemd-analyze</c> on the path.</summary>
public sealed class SystemdTheoryAttribute : TheoryAttribute
{
    public SystemdTheoryAttribute()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(f => File.Exists(Path.Combine(f, "systemd-analyze"))))
            Skip = "The program 'systemd-analyze' is not installed (Debian package systemd).";
    }
}
