using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Models;

/// <summary>What lies in the watch folder and could not be taken, in words.</summary>
public sealed partial class WatchNotice
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<WatchedFailure> Failures { get; set; }
}
