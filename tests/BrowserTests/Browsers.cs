namespace ControlPlane.BrowserTests;

/// <summary>The browser of the machine. Playwright's own is not downloaded: the system's Chromium does.</summary>
public static class Browsers
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>Where it is; null when there is none.</summary>
    public static string? Path { get; } = Environment.GetEnvironmentVariable("CHROMIUM") ?? Array.Find(Places, File.Exists);

    /// <summary>Why tests skip; null when they run. Where CI is set nothing skips: a browser that is missing is a failure.</summary>
    public static string? SkipReason { get; } =
        Path is null && Environment.GetEnvironmentVariable("CI") != "true" ? "there is no Chromium on this machine; install it or name it in CHROMIUM" : null;

    /// <summary>How it is started: headless, and never calling home.</summary>
    public static readonly IReadOnlyList<string> Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];
}
