using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Components.Live;

/// <summary>Makes the live questions of a screen.</summary>
public sealed partial class LiveQueries(ChangeBell bell, TimeProvider clock, ILogger<LiveQueries> logger)
{
    /// <summary>Tables and words: at most four refreshes a second.</summary>
    public static readonly TimeSpan ForTables = TimeSpan.FromMilliseconds(250);

    /// <summary>Charts: at most one a second.</summary>
    public static readonly TimeSpan ForCharts = TimeSpan.FromSeconds(1);

    internal ChangeBell Bell => bell;

    internal TimeProvider Clock => clock;

    /// <summary>A question that nothing has asked yet.</summary>
    /// <param name="ask">Asks it.</param>
    /// <param name="onRenderer">The component's way onto the renderer's thread, where answers are kept.</param>
    /// <param name="redraw">Draws the component with the answer kept.</param>
    /// <param name="interval">Least time between two askings; longer where asking takes long.</param>
    public LiveQuery<T> Prepare<T>(Func<CancellationToken, Task<T>> ask, Func<Action, Task> onRenderer, Action redraw, TimeSpan interval)
        where T : class =>
        new(this, ask, onRenderer, redraw, interval);

    /// <summary>Logs a failed question and says what the viewer may know.</summary>
    internal string Report(string subject, Exception failure)
    {
        var number = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N")[^12..];
        LogQueryFailed(subject, number, failure);
        return $"The control plane could not read this. Its log has the details under {number}.";
    }

    [LoggerMessage(1960, LogLevel.Error, "A screen could not read {Subject}; the viewer sees the number {Number}.")]
    private partial void LogQueryFailed(string subject, string number, Exception failure);
}
