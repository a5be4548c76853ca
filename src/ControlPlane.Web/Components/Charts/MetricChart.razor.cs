using ControlPlane.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ControlPlane.Web.Components.Charts;

/// <summary>A live time series: drawn by the browser, with a table twin and one sentence for those who do not see it.</summary>
public sealed partial class MetricChart : IAsyncDisposable
{
    private ElementReference _canvas;
    private ElementReference _legend;
    private IJSObjectReference? _module;
    private IJSObjectReference? _drawing;
    private ChartPicture? _drawn;
    private bool _asTable;
    private bool _isGone;

    [Inject]
    public required IJSRuntime Browser { get; init; }

    [Parameter, EditorRequired]
    public required ChartPicture Picture { get; set; }

    /// <summary>Charts of one group share their crosshair.</summary>
    [Parameter]
    public string Group { get; set; } = "page";

    /// <summary>Said where no line has a value.</summary>
    [Parameter]
    public string EmptySentence { get; set; } = "Nothing measured in this time.";

    public async ValueTask DisposeAsync()
    {
        _isGone = true;
        await _drawing.DisposeQuietlyAsync("dispose");
        await _module.DisposeQuietlyAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        try
        {
            if (firstRender)
                await BeginAsync();
            else if (_drawing is not null && !ReferenceEquals(_drawn, Picture))
                await _drawing.InvokeVoidAsync("update", ToWire(_drawn = Picture));
        }
        catch (Exception failure) when (_isGone && failure.IsOfSomethingGone())
        {
            // The page went on without this chart while the browser was asked to draw it.
            return;
        }
    }

    private async Task BeginAsync()
    {
        _module = await Browser.InvokeAsync<IJSObjectReference>("import", "./js/chart.js");
        _drawing = await _module.InvokeAsync<IJSObjectReference>("draw", _canvas, _legend, Group, ToWire(_drawn = Picture));
        if (_isGone)
            await DisposeAsync();
    }

    private static object ToWire(ChartPicture picture) => new
    {
        title = picture.Title,
        unit = picture.Unit.ToString(),
        from = picture.From.ToUnixTimeSeconds(),
        to = picture.To.ToUnixTimeSeconds(),
        times = picture.Times.Select(t => t.ToUnixTimeSeconds()),
        series = picture.Series.Select(s => new { name = s.Name, colour = s.Colour, dash = s.Dash, values = s.Values }),
        marks = picture.Marks.Select(m => new { at = m.At.ToUnixTimeSeconds(), words = m.Words }),
    };

    private void ToggleTable() => _asTable = !_asTable;

    private async Task SaveAsync(string verb)
    {
        if (_drawing is not null)
            await _drawing.InvokeVoidAsync(verb);
    }
}
