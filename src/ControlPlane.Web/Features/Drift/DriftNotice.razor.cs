using ControlPlane.Domain.Drift;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Drift;

/// <summary>The alert on an endpoint's page; nothing while nothing is alarmed.</summary>
public sealed partial class DriftNotice
{
    [Parameter, EditorRequired]
    public required string Endpoint { get; set; }

    /// <summary>The last look; null when there was none.</summary>
    [Parameter, EditorRequired]
    public required DriftAssessment? Assessment { get; set; }

    /// <summary>What the endpoint chose.</summary>
    [Parameter]
    public DriftAction Action { get; set; }
}
