using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ControlPlane.OnnxRuntime.Tests.Children;

namespace ControlPlane.OnnxRuntime.Tests;

/// <summary>Hears the log of the tests' one environment; each test listens to its own log id.</summary>
internal static class LogCapture
{
    private static readonly ConcurrentDictionary<string, Action<LogLine>> Listeners = new();

    public static void Listen(string logId, Action<LogLine> listener) => Listeners[logId] = listener;

    public static void Stop(string logId) => Listeners.TryRemove(logId, out _);

#pragma warning disable CA2255 // The environment is made once per process, before any test can ask for the default one.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void CreateEnvironment()
    {
        if (!ChildProcess.IsThis)
            OrtEnv.CreateInstanceWithOptions(new EnvironmentCreationOptions { LogId = "tests", LoggingFunction = Dispatch });
    }

    private static void Dispatch(OrtLoggingLevel level, string category, string logId, string codeLocation, string message)
    {
        foreach (var (id, listener) in Listeners)
        {
            if (logId.Contains(id, StringComparison.Ordinal))
                listener(new LogLine(level, category, logId, codeLocation, message));
        }
    }
}
