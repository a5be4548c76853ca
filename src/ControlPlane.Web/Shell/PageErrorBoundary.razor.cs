using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Shell;

/// <summary>Keeps navigation alive when a page throws, and names the log entry that says why.</summary>
public sealed partial class PageErrorBoundary
{
    private string? _correlation;

    [Inject]
    public required ILogger<PageErrorBoundary> Logger { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    protected override Task OnErrorAsync(Exception exception)
    {
        _correlation = Guid.CreateVersion7(Clock.GetUtcNow()).ToString("N")[^12..];
        LogPageFailed(Logger, Navigation.ToBaseRelativePath(Navigation.Uri), _correlation, exception);
        return Task.CompletedTask;
    }

    [LoggerMessage(1950, LogLevel.Error, "The page /{Page} failed and shows the viewer the number {Correlation}.")]
    private static partial void LogPageFailed(ILogger logger, string page, string correlation, Exception exception);
}
