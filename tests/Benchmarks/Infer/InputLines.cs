namespace ControlPlane.Benchmarks.Infer;

/// <summary>
/// Lines of the standard input for a measured server. The console reads synchronously, also where it says otherwise: on a thread of the pool it would
/// keep that one from answering requests for good, and on one core the pool has just one.
/// </summary>
internal static class InputLines
{
    /// <summary>The next line; null at the end.</summary>
    public static Task<string?> NextAsync() =>
        Task.Factory.StartNew(Console.In.ReadLine, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
