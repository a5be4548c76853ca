using ControlPlane.Domain.Actors;

namespace ControlPlane.Web.Features;

/// <summary>Who commands from outside. Nobody logs in yet, so the name says where they sit.</summary>
public static class Actors
{
    /// <summary>Someone at a screen.</summary>
    public static Actor AtScreen { get; } = new("local user", ChangeWay.Ui);

    /// <summary>A script or tool.</summary>
    public static Actor ByApi { get; } = new("local user", ChangeWay.Api);
}
