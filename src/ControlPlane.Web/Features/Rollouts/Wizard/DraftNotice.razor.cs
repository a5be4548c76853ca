using ControlPlane.Data.Rollouts;
using ControlPlane.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>Keeps the draft in the browser and in the control plane, and offers it again to whoever comes back to an empty wizard.</summary>
public sealed partial class DraftNotice : IAsyncDisposable
{
    // The address and the browser have every letter at once; the database gets them by the handful.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _ended = new();
    private IJSObjectReference? _module;
    private WizardChoice? _stored;
    private WizardChoice? _unsaved;
    private string? _kept;
    private string? _saved;
    private bool _isWaiting;
    private Task _saving = Task.CompletedTask;

    [Inject]
    public required IJSRuntime Browser { get; init; }

    [Inject]
    public required StoredDrafts Drafts { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    /// <summary>What the wizard shows.</summary>
    [Parameter, EditorRequired]
    public required WizardChoice Choice { get; set; }

    private WizardChoice? Offered => Choice.Strategy is null ? _stored : null;

    /// <summary>The draft became a rollout, or nobody wants it.</summary>
    public async Task DiscardAsync()
    {
        var draft = Choice.Draft ?? _stored?.Draft;
        (_stored, _unsaved) = (null, null);
        if (_module is not null)
            await _module.InvokeVoidAsync("discard");
        if (draft is not null)
            await Drafts.RemoveAsync(draft, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_ended.IsCancellationRequested)
            return;
        await _ended.CancelAsync();
        _ended.Dispose();
        await SaveAsync();
        await _module.DisposeQuietlyAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        try
        {
            await KeepAsync(firstRender);
        }
        catch (Exception failure) when (_ended.IsCancellationRequested && failure.IsOfSomethingGone())
        {
            // The viewer has left the wizard meanwhile; what was typed is saved on the way out.
            return;
        }
    }

    private async Task KeepAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = await Browser.InvokeAsync<IJSObjectReference>("import", "./js/draft.js");
            _stored = WizardChoice.OfStored(await _module.InvokeAsync<string?>("find"));
            if (Offered is not null)
                StateHasChanged();
        }

        // Only what is more than a version is worth coming back to.
        var address = Choice.ToAddress();
        if (_module is null || Choice.Strategy is null || address == _kept)
            return;
        _kept = address;
        await _module.InvokeVoidAsync("keep", address);
        await SaveSoonAsync();
    }

    private async Task SaveSoonAsync()
    {
        _unsaved = Choice;
        if (_isWaiting || _ended.IsCancellationRequested)
            return;
        _isWaiting = true;
        await Task.Delay(Quiet, Clock, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _isWaiting = false;
        await SaveAsync();
        if (!_ended.IsCancellationRequested)
            StateHasChanged();
    }

    private Task SaveAsync()
    {
        if (_unsaved is not { Draft: { } draft } choice)
            return _saving;
        _unsaved = null;
        return _saving = SaveAsync(draft, choice.ToAddress());
    }

    private async Task SaveAsync(string draft, string address)
    {
        await Drafts.SaveAsync(draft, address, CancellationToken.None);
        _saved = address;
    }
}
