namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>Who meets a version that is not proven; later is more.</summary>
public enum Exposure
{
    /// <summary>Nobody.</summary>
    None,

    /// <summary>A chosen share.</summary>
    Few,

    /// <summary>More and more, without a choice of whom.</summary>
    Most,

    /// <summary>Everybody at once.</summary>
    All,
}
