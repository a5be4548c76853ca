using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;

namespace ControlPlane.Web.Tests.Features;

/// <summary>Nobody has signed in.</summary>
internal sealed class StrangerAuthentication : AuthenticationStateProvider
{
    public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity())));
}
