using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Access;

/// <summary>A link that sets a password, shown once.</summary>
public sealed partial class LinkNotice
{
    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter, EditorRequired]
    public required InvitedPerson Invited { get; set; }

    private string Address => $"{Navigation.BaseUri.TrimEnd('/')}{Invited.Link}";
}
