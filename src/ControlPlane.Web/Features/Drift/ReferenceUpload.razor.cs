using ControlPlane.Domain.Drift;
using ControlPlane.Web.Features.Models;
using ControlPlane.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ControlPlane.Web.Features.Drift;

/// <summary>Sends training data from the browser to the API, with progress; refusals are told in place, with line and column.</summary>
public sealed partial class ReferenceUpload : IAsyncDisposable
{
    private ElementReference _zone;
    private ElementReference _input;
    private DotNetObjectReference<ReferenceUpload>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _upload;
    private int _version;
    private string? _fileName;
    private long _fileSize;
    private int? _sent;
    private string? _problem;
    private string? _done;

    [Inject]
    public required IJSRuntime Browser { get; init; }

    [Parameter, EditorRequired]
    public required string Endpoint { get; set; }

    [Parameter, EditorRequired]
    public int StableVersion { get; set; }

    /// <summary>Versions of the model, newest first.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<int> Versions { get; set; }

    /// <summary>Columns that the stable version needs.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ExpectedFeature> Expected { get; set; }

    /// <summary>A reference was frozen.</summary>
    [Parameter]
    public EventCallback OnUploaded { get; set; }

    public async ValueTask DisposeAsync()
    {
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
    [JSInvokable]
    public async Task Finish(int status, string body)
    {
        _sent = null;
        if (status == 201)
        {
            (_done, _fileName) = ($"{_fileName} is the reference of the inputs of v{_version}; its rows were counted and not kept.", null);
            await OnUploaded.InvokeAsync();
        }
        else
        {
            _problem = UploadAnswer.ReadProblem(status, body).Sentence;
        }

        StateHasChanged();
    }

    protected override void OnInitialized() => _version = StableVersion;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        _self = DotNetObjectReference.Create(this);
        _module = await Browser.InvokeAsync<IJSObjectReference>("import", "./js/upload.js");
        _upload = await _module.InvokeAsync<IJSObjectReference>("attach", _zone, _input, _self);
    }

    private async Task SendAsync()
    {
        (_sent, _problem, _done) = (0, null, null);
        await _upload!.InvokeVoidAsync("send", $"api/v1/endpoints/{Endpoint}/drift/references?version={_version}");
    }

    private async Task StopAsync() => await _upload!.InvokeVoidAsync("cancel");
}
