using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ControlPlane.Web.Shell;

/// <summary>
/// Gives the heading of a page that was just reached the focus, so that a screen reader begins there. Unlike the framework's own it comes second to
/// the person: who has moved the focus on the new page meanwhile keeps it, however late the server is.
/// </summary>
public sealed class FocusOnArrival : ComponentBase, IAsyncDisposable
{
    private IJSObjectReference? _module;
    private Type? _reached;
    private bool _hasArrived;

    [Inject]
    public required IJSRuntime Browser { get; init; }

    /// <summary>The page.</summary>
    [Parameter, EditorRequired]
    public required Microsoft.AspNetCore.Components.RouteData RouteData { get; set; }

    public async ValueTask DisposeAsync() => await _module.DisposeQuietlyAsync();

    protected override void OnParametersSet()
    {
        _hasArrived |= _reached != RouteData.PageType;
        _reached = RouteData.PageType;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_hasArrived)
            return;
        _hasArrived = false;
        _module ??= await Browser.InvokeAsync<IJSObjectReference>("import", "./js/shell.js");
        await _module.InvokeVoidAsync("focusHeading");
    }
}
