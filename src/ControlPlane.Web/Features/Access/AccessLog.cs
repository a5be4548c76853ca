namespace ControlPlane.Web.Features.Access;

/// <summary>What the log says about people coming in; never a password, a link, a token or a cookie.</summary>
internal static partial class AccessLog
{
    [LoggerMessage(1650, LogLevel.Warning, "Signing in by the identity provider failed: {Sentence}")]
    public static partial void IdentityRefused(this ILogger logger, string sentence);
}
