namespace ControlPlane.Web.Features.Access;

/// <summary>Names of what vouches for a request, and of cookies. Stateless.</summary>
internal static class AccessSchemes
{
    /// <summary>The session of a person, in a cookie.</summary>
    public const string Session = "session";

    /// <summary>
    /// Name of a cookie. Over TLS its prefix makes browsers insist that it came over TLS from exactly this host, for every path.
    /// Over plain http on a loopback address browsers would refuse that prefix, and nobody else can listen.
    /// </summary>
    public static string CookieName(string name, string listen) => listen.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? $"__Host-{name}" : name;
}
