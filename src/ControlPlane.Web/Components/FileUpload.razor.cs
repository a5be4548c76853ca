using ControlPlane.Contracts.Outcomes;
using ControlPlane.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ControlPlane.Web.Components;

/// <summary>A file, dropped or chosen, that the browser sends straight to the API, with progress; what came of it is told in place.</summary>
public sealed partial class FileUpload : IAsyncDisposable
{
    private ElementReference _zone;
    private ElementReference _input;
    private DotNetObjectReference<FileUpload>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _upload;
    private string? _fileName;
    private long _fileSize;
    private int? _sent;
    private string? _problem;
    private string? _done;
    private bool _isGone;

    [Inject]
    public required IJSRuntime Browser { get; init; }

    /// <summary>What may be chosen, as the browser takes it: <c>.onnx,application/octet-stream</c>.</summary>
    [Parameter, EditorRequired]
    public required string Accept { get; set; }

    /// <summary>Said while no file is chosen, before the button: <c>Drop an ONNX file here, or</c>.</summary>
    [Parameter, EditorRequired]
    public required string Invitation { get; set; }

    /// <summary>On the button that sends.</summary>
    [Parameter, EditorRequired]
    public required string SendLabel { get; set; }

    /// <summary>Where the file goes, asked when it is sent; a refusal is told and nothing is sent.</summary>
    [Parameter, EditorRequired]
    public required Func<Outcome<string>> Address { get; set; }

    /// <summary>Reads the answer: what was done, in a sentence, or why not.</summary>
    [Parameter, EditorRequired]
    public required Func<UploadedAnswer, Task<Outcome<string>>> OnAnswer { get; set; }

    /// <summary>What else belongs to the file, inside the zone.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    public async ValueTask DisposeAsync()
    {
        _isGone = true;
        await _upload.DisposeQuietlyAsync("dispose");
        await _module.DisposeQuietlyAsync();
        _self?.Dispose();
    }

    /// <summary>Called by the browser: a file was chosen or dropped.</summary>
    [JSInvokable]
    public void TakeFile(string name, long size)
    {
        (_fileName, _fileSize, _problem, _done) = (name, size, null, null);
        StateHasChanged();
    }

    /// <summary>Called by the browser, at most four times a second: so many bytes are sent.</summary>
    [JSInvokable]
    public void TakeProgress(long loaded, long total)
    {
        _sent = total == 0 ? 0 : (int)(100 * loaded / total);
        StateHasChanged();
    }

    /// <summary>Called by the browser: the answer.</summary>
    /// <param name="status">HTTP status; 0 when no answer came, -1 when the viewer stopped it.</param>
    /// <param name="body">Body of the answer.</param>
    [JSInvokable]
    public async Task Finish(int status, string body)
    {
        _sent = null;
        var outcome = await OnAnswer(new UploadedAnswer(_fileName ?? "", status, body));
        if (outcome.IsAccepted)
            (_done, _problem, _fileName) = (outcome.Value, null, null);
        else
            _problem = outcome.Refusal.Sentence;
        StateHasChanged();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        _self = DotNetObjectReference.Create(this);
        try
        {
            _module = await Browser.InvokeAsync<IJSObjectReference>("import", "./js/upload.js");
            _upload = await _module.InvokeAsync<IJSObjectReference>("attach", _zone, _input, _self);
        }
        catch (Exception failure) when (_isGone && failure.IsOfSomethingGone())
        {
            // The viewer was on another page before this one was ready.
            return;
        }
    }

    private async Task SendAsync()
    {
        var address = Address();
        (_problem, _done) = (address.Refusal?.Sentence, null);
        if (!address.IsAccepted)
            return;

        _sent = 0;
        await _upload!.InvokeVoidAsync("send", address.Value);
    }

    private async Task StopAsync() => await _upload!.InvokeVoidAsync("cancel");
}
