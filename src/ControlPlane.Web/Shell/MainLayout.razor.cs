using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace ControlPlane.Web.Shell;

/// <summary>Navigation beside the page. A page that failed gets a new chance when the address changes.</summary>
public sealed partial class MainLayout : IDisposable
{
    private PageErrorBoundary? _boundary;

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required ViewerTime ViewerTime { get; init; }

    // A bare "#content" would be taken relative to the base address, not to the page.
    private string SkipTarget => $"{Navigation.Uri.Split('#')[0]}#content";

    public void Dispose() => Navigation.LocationChanged -= Recover;

    protected override void OnInitialized() => Navigation.LocationChanged += Recover;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await ViewerTime.LearnZoneAsync();
    }

    private void Recover(object? sender, LocationChangedEventArgs location)
    {
        _boundary?.Recover();
        StateHasChanged();
    }
}
