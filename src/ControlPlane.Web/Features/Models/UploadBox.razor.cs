using ControlPlane.Domain.Naming;
using ControlPlane.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ControlPlane.Web.Features.Models;

/// <summary>Registers a file as a version: dropped or chosen, sent by the browser to the API, refused in words.</summary>
public sealed partial class UploadBox : IAsyncDisposable
{
    private ElementReference _zone;
    private ElementReference _input;
    private DotNetObjectReference<UploadBox>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _upload;
    private string _name = "";
    private string _description = "";
    private string? _fileName;
    private long _fileSize;
    private int? _sent;
    private string? _problem;
    private string? _done;

    [Inject]
    public required IJSRuntime Browser { get; init; }

    /// <summary>Name of the model; null lets the viewer name one.</summary>
    [Parameter]
    public string? Model { get; set; }

    /// <summary>A version was registered; the model and the number.</summary>
    [Parameter]
    public EventCallback<(string Model, int Number)> OnRegistered { get; set; }

    private string ModelName => Model ?? _name.Trim();

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

    /// <summary>Called by the browser: the answer, see <see cref="UploadAnswer.Read"/>.</summary>
    [JSInvokable]
    public async Task Finish(int status, string body)
    {
        _sent = null;
        var answer = UploadAnswer.Read(status, body);
        _problem = answer.Refusal?.Sentence;
        if (answer.IsAccepted)
        {
            var (number, isNew) = answer.Value;
            _done = isNew ? $"{_fileName} is {ModelName} v{number}." : $"This very file was registered before: it is {ModelName} v{number}.";
            _fileName = null;
            await OnRegistered.InvokeAsync((ModelName, number));
        }

        StateHasChanged();
    }

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
        if (NameRule.Check("Model name", ModelName) is { } wrong)
        {
            _problem = $"{wrong.Field} {wrong.Problem}; {wrong.Remedy}.";
            return;
        }

        (_sent, _problem, _done) = (0, null, null);
        await _upload!.InvokeVoidAsync("send", $"api/v1/models/{ModelName}/versions?description={Uri.EscapeDataString(_description.Trim())}");
    }

    private async Task StopAsync() => await _upload!.InvokeVoidAsync("cancel");
}
