namespace ControlPlane.Web.Shell;

/// <summary>Which of the two looks a viewer wants.</summary>
public enum Theme
{
    /// <summary>As the viewer's system says.</summary>
    System,

    /// <summary>Dark on light.</summary>
    Light,

    /// <summary>Light on dark.</summary>
    Dark,
}
