using ControlPlane.Domain.Access;
using ControlPlane.Web.Features.Access;

namespace ControlPlane.Web.Api.Resources;

/// <summary>A session as the API tells it. Immutable.</summary>
/// <param name="Id">Names it, and opens nothing.</param>
/// <param name="StartedAt">When they signed in.</param>
/// <param name="SeenAt">When it was last used, to the minute.</param>
/// <param name="ExpiresAt">Exclusive end.</param>
/// <param name="Address">Where it began; empty when unknown.</param>
/// <param name="Client">What the browser calls itself.</param>
internal sealed record SessionResource(string Id, DateTimeOffset StartedAt, DateTimeOffset SeenAt, DateTimeOffset ExpiresAt, string Address, string Client)
{
    public static SessionResource Of(SignInSession session) =>
        new(EndSessionCommand.ShownId(session), session.StartedAt, session.SeenAt, session.ExpiresAt, session.Address, session.Client);
}
