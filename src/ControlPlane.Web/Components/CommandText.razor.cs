using ControlPlane.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ControlPlane.Web.Components;

/// <summary>A line for a terminal, with a button that copies it.</summary>
public sealed partial class CommandText : IAsyncDisposable
{
    private IJSObjectReference? _module;
    private bool _isCopied;

    [Inject]
    public required IJSRuntime Browser { get; init; }

    [Parameter, EditorRequired]
    public required string Text { get; set; }

    public async ValueTask DisposeAsync() => await _module.DisposeQuietlyAsync();

    protected override void OnParametersSet() => _isCopied = false;

    private async Task CopyAsync()
    {
        _module ??= await Browser.InvokeAsync<IJSObjectReference>("import", "./js/shell.js");
        _isCopied = await _module.InvokeAsync<bool>("copyText", Text);
    }
}
