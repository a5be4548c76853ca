namespace ControlPlane.BrowserTests;

/// <summary>A theory that needs a browser; it skips, saying so, where there is none.</summary>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Browsers.SkipReason;
}
