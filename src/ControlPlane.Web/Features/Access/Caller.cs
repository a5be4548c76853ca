using ControlPlane.Domain.Actors;

namespace ControlPlane.Web.Features.Access;

/// <summary>Who calls the API with this request.</summary>
public sealed class Caller(IHttpContextAccessor contexts)
{
    /// <summary>As commands want it.</summary>
    public Actor Actor => AccessClaims.ActorOf(contexts.HttpContext?.User, ChangeWay.Api);
}
