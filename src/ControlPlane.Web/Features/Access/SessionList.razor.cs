using ControlPlane.Domain.Access;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Access;

/// <summary>The browsers in which somebody is signed in, each with a way out.</summary>
public sealed partial class SessionList
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<SignInSession> Sessions { get; set; }

    /// <summary>Id of the session that looks; null when it is none of these.</summary>
    [Parameter]
    public string? Current { get; set; }

    /// <summary>Wants one ended.</summary>
    [Parameter, EditorRequired]
    public EventCallback<SignInSession> OnEnd { get; set; }
}
