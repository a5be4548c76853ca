using ControlPlane.Data.Installations;
using ControlPlane.Web.Components;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Agents;
using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Shell;

/// <summary>Says on every page that agents are ahead of this database, and offers to adopt it.</summary>
public sealed partial class FleetNotice : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private ITimer? _timer;
    private FleetAhead? _seen;

    [Inject]
    public required FleetWatch Fleet { get; init; }

    [Inject]
    public required AdoptDatabaseCommand Adopt { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required Toasts Toasts { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    public void Dispose() => _timer?.Dispose();

    protected override void OnInitialized()
    {
        _seen = Fleet.Ahead;
        _timer = Clock.CreateTimer(_ => Look(), null, Period, Period);
    }

    private async Task AdoptAsync() =>
        Toasts.Tell(await Adopt.RunAsync(Viewer.Actor, CancellationToken.None), adopted => $"{Wording.Count(adopted.Tables.Count, "pool")} published anew; agents take it.");

    private void Look()
    {
        if (Fleet.Ahead == _seen)
            return;
        _seen = Fleet.Ahead;
        _ = InvokeAsync(StateHasChanged);
    }
}
