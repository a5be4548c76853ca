using System.Security.Claims;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;

namespace ControlPlane.Web.Features.Access;

/// <summary>What a principal says of who acts: the same for people and for tokens. Rights are none of it; they are read when something is done. Stateless.</summary>
public static class AccessClaims
{
    /// <summary>Claim with the id of the session of a person.</summary>
    public const string Session = "session";

    private const string Kind = "holder";
    private const string Local = "local user";

    /// <summary>A principal.</summary>
    /// <param name="holder">Whose rights decide.</param>
    /// <param name="name">The name in the audit.</param>
    /// <param name="session">Id of the session; null for a token.</param>
    /// <param name="scheme">The scheme that vouches for it.</param>
    public static ClaimsPrincipal Of(RightsHolder holder, string name, string? session, string scheme)
    {
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, holder.Id), new Claim(ClaimTypes.Name, name), new Claim(Kind, holder.Kind.ToString())], scheme);
        if (session is not null)
            identity.AddClaim(new Claim(Session, session));
        return new ClaimsPrincipal(identity);
    }

    /// <summary>Who acts; somebody nameless without rights when nobody has signed in.</summary>
    public static Actor ActorOf(ClaimsPrincipal? user, ChangeWay way) => HolderOf(user) is { } holder
        ? new Actor(user!.Identity!.Name ?? Local, way) { Holder = holder }
        : new Actor(Local, way);

    /// <summary>Whose rights decide; null when nobody has signed in.</summary>
    public static RightsHolder? HolderOf(ClaimsPrincipal? user) =>
        user?.Identity?.IsAuthenticated == true && Enum.TryParse<HolderKind>(user.FindFirstValue(Kind), out var kind) && user.FindFirstValue(ClaimTypes.NameIdentifier) is { } id
            ? new RightsHolder(kind, id)
            : null;
}
