namespace ControlPlane.BrowserTests;

/// <summary>A fact that needs a browser; it skips, saying so, where there is none.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Browsers.SkipReason;
}
