namespace ControlPlane.Web.Hosting.Demo;

/// <summary>A program the demo keeps running: when it ends it is started again, ever more rarely.</summary>
internal sealed class DemoChild
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    // A program that ran this long was not broken from the start.
    private static readonly TimeSpan GoodRun = TimeSpan.FromSeconds(60);

    /// <summary>Its name in messages.</summary>
    public required string Name { get; init; }

    /// <summary>What to start.</summary>
    public required DemoProgram Program { get; init; }

    /// <summary>Its arguments, made anew for each start.</summary>
    public required Func<CancellationToken, Task<IReadOnlyList<string>>> Arguments { get; init; }

    /// <summary>Where its output goes.</summary>
    public required string LogFile { get; init; }

    /// <summary>How long to wait before a start, after some short runs in a row.</summary>
    public static TimeSpan DelayAfter(int shortRuns)
    {
        var seconds = FirstDelay.TotalSeconds * Math.Pow(2, Math.Clamp(shortRuns - 1, 0, 30));
        return TimeSpan.FromSeconds(Math.Min(seconds, LongestDelay.TotalSeconds));
    }

    /// <summary>Runs until cancelled; stops the program before it returns.</summary>
    public async Task RunAsync(TextWriter output, TimeProvider clock, CancellationToken cancellation)
    {
        var shortRuns = 0;
        while (true)
        {
            var started = clock.GetTimestamp();
            var exitCode = await RunOnceAsync(clock, cancellation);
            if (cancellation.IsCancellationRequested)
                return;

            shortRuns = clock.GetElapsedTime(started) < GoodRun ? shortRuns + 1 : 1;
            var delay = DelayAfter(shortRuns);
            await Task.Delay(delay, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellation.IsCancellationRequested)
                return;
            await output.WriteLineAsync($"{Name} ended with code {exitCode} and is started again after {delay.TotalSeconds:0} s; see {LogFile}");
        }
    }

    private async Task<int> RunOnceAsync(TimeProvider clock, CancellationToken cancellation)
    {
        try
        {
            var arguments = await Arguments(cancellation);
            await using var process = ChildProcess.Start(Program, arguments, LogFile, clock);
            return await process.WaitAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return 0;
        }
    }
}
