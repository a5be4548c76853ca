using ControlPlane.Data.Access;
using ControlPlane.Web.Components;

namespace ControlPlane.Web.Features.Tokens;

/// <summary>How the state of an API token looks. Stateless.</summary>
internal static class TokenLook
{
    /// <summary>Kind and word of its chip.</summary>
    public static (StatusKind Kind, string Word) Of(ApiTokenRow row, DateTimeOffset now) => row switch
    {
        { RevokedAt: not null } => (StatusKind.Unknown, "Revoked"),
        _ when now >= row.ExpiresAt => (StatusKind.NeedsYou, "Expired"),
        _ when now < row.PreviousExpiresAt => (StatusKind.Fine, "Good, two secrets"),
        _ => (StatusKind.Fine, "Good"),
    };
}
