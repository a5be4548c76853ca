using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace ControlPlane.Web.Features.Access;

/// <summary>Asks every minute whether a circuit's session still holds, in case nobody rang: it ended on another replica, or by itself.</summary>
internal sealed class CircuitAuthentication(ILoggerFactory loggers, SessionCheck sessions) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    /// <inheritdoc />
    protected override TimeSpan RevalidationInterval { get; } = TimeSpan.FromSeconds(60);

    /// <inheritdoc />
    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        authenticationState.User.FindFirst(AccessClaims.Session)?.Value is { } session && await sessions.CheckAsync(session, cancellationToken) is not null;
}
