using ControlPlane.Web.Features.Access;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Shell;

/// <summary>Who is signed in, and the way to their own page; nothing where nobody signs in.</summary>
public sealed partial class AccountLink
{
    [Inject]
    public required Viewer Viewer { get; init; }
}
