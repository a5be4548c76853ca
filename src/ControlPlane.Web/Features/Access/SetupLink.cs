using ControlPlane.Domain.Agents;

namespace ControlPlane.Web.Features.Access;

/// <summary>Links by which people set a password. Stateless.</summary>
internal static class SetupLink
{
    /// <summary>Name of the query that holds the secret.</summary>
    public const string Query = "link";

    /// <summary>Path and query for a person.</summary>
    public static string Of(string personId, ReadOnlySpan<byte> secret) => $"{SignInPaths.Setup}?{Query}={BearerSecret.Write(BearerSecret.LinkKind, personId, secret)}";
}
