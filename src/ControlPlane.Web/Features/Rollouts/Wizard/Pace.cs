namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>How long something takes; later is slower.</summary>
public enum Pace
{
    /// <summary>Done in minutes.</summary>
    Minutes,

    /// <summary>Done in hours.</summary>
    Hours,

    /// <summary>Done in days.</summary>
    Days,
}
