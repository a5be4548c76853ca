using ControlPlane.Domain.Actors;

namespace ControlPlane.Web.Tests;

/// <summary>Who commands where nobody signs in.</summary>
internal static class Actors
{
    public static Actor AtScreen { get; } = new("local user", ChangeWay.Ui);

    public static Actor ByApi { get; } = new("local user", ChangeWay.Api);
}
