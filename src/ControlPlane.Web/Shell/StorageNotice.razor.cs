using ControlPlane.Data.Writing;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Shell;

/// <summary>Says on every page that nothing can be changed while the database's disk is full or its server away.</summary>
public sealed partial class StorageNotice : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private ITimer? _timer;
    private (bool IsFull, bool IsLost) _seen;

    [Inject]
    public required StateWriter Writer { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    public void Dispose() => _timer?.Dispose();

    protected override void OnInitialized()
    {
        _seen = Now;
        _timer = Clock.CreateTimer(_ => Look(), null, Period, Period);
    }

    private (bool IsFull, bool IsLost) Now => (Writer.FullSince is not null, Writer.LostSince is not null);

    private void Look()
    {
        if (Now == _seen)
            return;
        _seen = Now;
        _ = InvokeAsync(StateHasChanged);
    }
}
