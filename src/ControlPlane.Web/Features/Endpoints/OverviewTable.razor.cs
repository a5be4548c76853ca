using ControlPlane.Contracts.Outcomes;
using ControlPlane.Web.Components;
using ControlPlane.Web.Features.Access;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Endpoints, one dense row each, with the rollback at the row's end.</summary>
public sealed partial class OverviewTable
{
    private static readonly string NoRequests = $"no requests in the last {Wording.Span(EndpointFacts.WindowLength)}";

    [Inject]
    public required Viewer Viewer { get; init; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<OverviewRow> Rows { get; set; }

    [Parameter, EditorRequired]
    public required Func<string, Task<Refusal?>> OnRollBack { get; set; }

    [Parameter, EditorRequired]
    public required Func<string, Task> OnUndo { get; set; }
}
