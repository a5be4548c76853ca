namespace ControlPlane.Web.Features;

/// <summary>Who commands and by which way; recorded with every change. Immutable.</summary>
/// <param name="Name">Shown in histories.</param>
/// <param name="Way">How the command came.</param>
public sealed record Actor(string Name, ActorWay Way)
{
    /// <summary>Someone at a screen. Nobody logs in yet, so the name says where they sit.</summary>
    public static Actor AtScreen { get; } = new("local user", ActorWay.Ui);

    /// <summary>A script or tool.</summary>
    public static Actor ByApi { get; } = new("local user", ActorWay.Api);
}
