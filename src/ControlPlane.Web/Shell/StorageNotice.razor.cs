using ControlPlane.Data.Writing;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Shell;

/// <summary>Says on every page that nothing can be changed while the disk is full.</summary>
public sealed partial class StorageNotice : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private ITimer? _timer;
    private bool _wasFull;

    [Inject]
    public required StateWriter Writer { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    public void Dispose() => _timer?.Dispose();

    protected override void OnInitialized()
    {
        _wasFull = Writer.FullSince is not null;
        _timer = Clock.CreateTimer(_ => Look(), null, Period, Period);
    }

    private void Look()
    {
        var isFull = Writer.FullSince is not null;
        if (isFull == _wasFull)
            return;
        _wasFull = isFull;
        _ = InvokeAsync(StateHasChanged);
    }
}
