using ControlPlane.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>Keeps the draft in the browser, and offers it again to whoever comes back to an empty wizard.</summary>
public sealed partial class DraftNotice : IAsyncDisposable
{
    private IJSObjectReference? _module;
    private WizardChoice? _stored;
    private string? _kept;

    [Inject]
    public required IJSRuntime Browser { get; init; }

    /// <summary>What the wizard shows.</summary>
    [Parameter, EditorRequired]
    public required WizardChoice Choice { get; set; }

    private WizardChoice? Offered => Choice.Strategy is null ? _stored : null;

    /// <summary>The draft became a rollout.</summary>
    public async Task DiscardAsync()
    {
        _stored = null;
        if (_module is not null)
            await _module.InvokeVoidAsync("discard");
    }

    public async ValueTask DisposeAsync() => await _module.DisposeQuietlyAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = await Browser.InvokeAsync<IJSObjectReference>("import", "./js/draft.js");
            _stored = Read(await _module.InvokeAsync<string?>("find"));
            if (Offered is not null)
                StateHasChanged();
        }

        // Only what is more than a version is worth coming back to.
        var address = Choice.ToAddress();
        if (_module is null || Choice.Strategy is null || address == _kept)
            return;
        _kept = address;
        await _module.InvokeVoidAsync("keep", address);
    }

    // Whatever else a browser holds under the name is no draft.
    private static WizardChoice? Read(string? address)
    {
        if (address is null || !address.StartsWith($"{WizardChoice.Path}?", StringComparison.Ordinal))
            return null;
        var choice = WizardChoice.Of($"http://draft{address}");
        return choice is { Strategy: not null, Endpoint: not null, Versions.Count: > 0 } ? choice : null;
    }
}
