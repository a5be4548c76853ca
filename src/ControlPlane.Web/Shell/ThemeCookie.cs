namespace ControlPlane.Web.Shell;

/// <summary>
/// The viewer's theme, kept in a cookie so that the server paints the right one with the first byte.
/// The same name is written by <c>wwwroot/js/shell.js</c>.
/// </summary>
public static class ThemeCookie
{
    /// <summary>Name of the cookie.</summary>
    public const string Name = "controlplane-theme";

    /// <summary>The theme of a request; <see cref="Theme.System"/> when the cookie is absent or says something else.</summary>
    public static Theme Read(HttpRequest? request) => Parse(request?.Cookies[Name]);

    /// <summary>The theme of a word; <see cref="Theme.System"/> for any other word.</summary>
    public static Theme Parse(string? word) => word switch
    {
        "light" => Theme.Light,
        "dark" => Theme.Dark,
        _ => Theme.System,
    };

    /// <summary>The word for cookie and markup.</summary>
    public static string ToWord(Theme theme) => theme switch
    {
        Theme.System => "system",
        Theme.Light => "light",
        Theme.Dark => "dark",
        _ => throw new ArgumentOutOfRangeException(nameof(theme), theme, "Not a theme."),
    };
}
