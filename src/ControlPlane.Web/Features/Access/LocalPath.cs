namespace ControlPlane.Web.Features.Access;

/// <summary>Keeps people here after they signed in: an address of somewhere else is not followed. Stateless.</summary>
internal static class LocalPath
{
    /// <summary>The path, or the overview where it leads away.</summary>
    public static string Of(string? path) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && !path.Any(char.IsControl) && !path.StartsWith(SignInPaths.SignIn, StringComparison.OrdinalIgnoreCase) ? path : "/";
}
