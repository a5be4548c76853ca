using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Where callers reach the endpoint.</summary>
public sealed partial class EndpointAddress
{
    [Parameter, EditorRequired]
    public required EndpointFacts Facts { get; set; }
}
