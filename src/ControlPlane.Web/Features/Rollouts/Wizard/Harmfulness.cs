namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>How bad a wrong answer is; later is worse.</summary>
public enum Harmfulness
{
    /// <summary>Hardly anybody notices.</summary>
    Slight,

    /// <summary>It costs money or trust.</summary>
    Costly,

    /// <summary>It must not happen.</summary>
    Grave,
}
