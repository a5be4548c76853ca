namespace ControlPlane.Web.Features;

/// <summary>How a command came.</summary>
public enum ActorWay
{
    /// <summary>From a screen.</summary>
    Ui,

    /// <summary>From the API.</summary>
    Api,

    /// <summary>From a rule that the control plane runs by itself.</summary>
    Automatic,
}
