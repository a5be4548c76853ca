namespace ControlPlane.Web.Features.Access;

/// <summary>Where somebody signs in from, for the list of sessions. Immutable.</summary>
/// <param name="Address">Network address; empty when unknown.</param>
/// <param name="Client">What the browser calls itself; empty when it says nothing.</param>
public sealed record SignInOrigin(string Address, string Client)
{
    /// <summary>Of a request.</summary>
    public static SignInOrigin Of(HttpContext context) => new(context.Connection.RemoteIpAddress?.ToString() ?? "", context.Request.Headers.UserAgent.ToString());
}
