using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using Microsoft.AspNetCore.Components.Authorization;

namespace ControlPlane.Web.Features.Access;

/// <summary>
/// Who looks at this screen, and what they may do as far as buttons are concerned; commands ask again by themselves.
/// One per circuit; the layout keeps it current.
/// </summary>
public sealed class Viewer(AuthenticationStateProvider authentication, CommandAccess access)
{
    private IReadOnlyList<RoleGrant>? _rights;

    /// <summary>As commands want it.</summary>
    public Actor Actor => AccessClaims.ActorOf(authentication.GetAuthenticationStateAsync().GetAwaiter().GetResult().User, ChangeWay.Ui);

    /// <summary>Whether somebody signed in, rather than that everybody may.</summary>
    public bool IsSignedIn => Actor.Holder is not null;

    /// <summary>The roles held when they were last read; empty before.</summary>
    public IReadOnlyList<RoleGrant> Rights => _rights ?? [];

    /// <summary>Reads the rights anew.</summary>
    /// <returns>Whether they may still be here.</returns>
    public async Task<bool> ReadAsync(CancellationToken cancellation)
    {
        _rights = await access.RightsAsync(Actor, cancellation);
        return _rights is not null;
    }

    /// <summary>Why something may not be done, for the button that does it; null when it may, or while that is not known.</summary>
    /// <param name="permission">What is wanted.</param>
    /// <param name="pool">The environment; null where it belongs to none.</param>
    public string? WhyNot(Permission permission, string? pool) => WhyNot(permission, pool is null ? AccessScope.Anywhere : AccessScope.Of(pool));

    /// <summary>The same for any scope.</summary>
    public string? WhyNot(Permission permission, AccessScope scope) => _rights is { } rights && AccessRule.Check(rights, permission, scope) is Refusal refusal ? refusal.Sentence : null;
}
