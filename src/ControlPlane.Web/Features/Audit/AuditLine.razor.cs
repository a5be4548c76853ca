using ControlPlane.Data.Endpoints;
using ControlPlane.Domain.Audit;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Audit;

/// <summary>One entry of the audit in a list.</summary>
public sealed partial class AuditLine
{
    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter, EditorRequired]
    public required AuditEntry Entry { get; set; }

    /// <summary>Whether everything it holds is shown.</summary>
    [Parameter]
    public bool IsOpen { get; set; }

    /// <summary>The endpoint of that name as it is now; null when there is none.</summary>
    [Parameter]
    public EndpointRow? Now { get; set; }

    /// <summary>An earlier routing was put back.</summary>
    [Parameter]
    public EventCallback OnRestored { get; set; }

    private DateTimeOffset At => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(Entry.At, DateTimeOffset.MinValue.ToUnixTimeMilliseconds(), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));

    // An automatic entry repeats its sentence as the reason.
    private bool HasOwnReason => Entry.Reason.Length > 0 && !Entry.Sentence.Contains(Entry.Reason.TrimEnd('.'), StringComparison.Ordinal);
}
