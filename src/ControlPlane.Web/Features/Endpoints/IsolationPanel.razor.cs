using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Where an endpoint's models run on the agents, and the way to the other place.</summary>
public sealed partial class IsolationPanel
{
    private string? _problem;

    /// <summary>What is in force.</summary>
    [Parameter, EditorRequired]
    public required ModelIsolation Isolation { get; set; }

    /// <summary>The registered model.</summary>
    [Parameter, EditorRequired]
    public required string Model { get; set; }

    /// <summary>Saves; answers with the refusal, or null when it was done.</summary>
    [Parameter, EditorRequired]
    public required Func<ModelIsolation, Task<Refusal?>> OnSave { get; set; }

    private string Summary => Isolation switch
    {
        ModelIsolation.None => "Inside the agent.",
        ModelIsolation.Process => "A process per version.",
        _ => throw new InvalidOperationException($"{Isolation} has no summary."),
    };

    private string Explanation => Isolation switch
    {
        ModelIsolation.None => "The quickest way. Every file was tried in a throw-away process before; one that crashes the runtime on some later input takes the agent with it.",
        ModelIsolation.Process => "A version that crashes the runtime, runs out of memory or hangs ends its own process only. The stable version answers its requests while it is started again.",
        _ => throw new InvalidOperationException($"{Isolation} has no explanation."),
    };

    private async Task SaveAsync(ModelIsolation isolation) => _problem = (await OnSave(isolation))?.Sentence;
}
