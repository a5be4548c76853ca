using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Features.Endpoints;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Models;

/// <summary>Makes the stable name that callers use, with a version to begin with.</summary>
public sealed partial class CreateEndpointForm
{
    private const long MustNotExist = 0;

    private string? _name;
    private string _pool = EndpointDraft.DefaultPool;
    private string? _problem;

    [Inject]
    public required EndpointActions Actions { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter, EditorRequired]
    public required string Model { get; set; }

    [Parameter, EditorRequired]
    public int Version { get; set; }

    /// <summary>Endpoints that serve the model already.</summary>
    [Parameter]
    public IReadOnlyList<string> Endpoints { get; set; } = [];

    protected override void OnParametersSet() => _name ??= Endpoints.Count == 0 ? Model : "";

    private async Task CreateAsync()
    {
        var draft = new EndpointDraft { Name = (_name ?? "").Trim(), Pool = _pool.Trim(), Model = Model, StableVersion = Version };
        var outcome = await Actions.CreateAsync(new PutEndpointRequest(draft, MustNotExist));
        _problem = outcome.Refusal?.Sentence;
        if (outcome.IsAccepted)
            Navigation.NavigateTo($"/endpoints/{draft.Name}");
    }
}
