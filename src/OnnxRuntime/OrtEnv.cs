using System.Runtime.InteropServices;
using ControlPlane.OnnxRuntime.Native;

namespace ControlPlane.OnnxRuntime;

/// <summary>
/// ONNX Runtime's environment: one per process, made once and kept until the process ends.
/// It is not released, because sessions and their threads may log into it until the last moment.
/// </summary>
public sealed unsafe class OrtEnv
{
    private static readonly Lock Gate = new();
    private static OrtEnv? _instance;
    private static OrtLoggingFunction? _log;

    private OrtEnv(nint pointer) => Pointer = pointer;

    public static bool IsCreated => Volatile.Read(ref _instance) is not null;

    internal nint Pointer { get; }

    /// <summary>The process's environment, made with defaults if nobody made it before.</summary>
    public static OrtEnv Instance()
    {
        var instance = Volatile.Read(ref _instance);
        if (instance is not null)
            return instance;

        lock (Gate)
            return _instance ??= Create(new EnvironmentCreationOptions());
    }

    /// <summary>Makes the process's environment as told.</summary>
    /// <exception cref="InvalidOperationException">It exists already.</exception>
    public static OrtEnv CreateInstanceWithOptions(EnvironmentCreationOptions options)
    {
        lock (Gate)
        {
            if (_instance is not null)
                throw new InvalidOperationException("The environment of ONNX Runtime exists already; set it up before the first use.");

            return _instance = Create(options);
        }
    }

    public string GetVersionString() => OrtLibrary.Version;

    private static OrtEnv Create(EnvironmentCreationOptions options)
    {
        var api = OrtLibrary.Api;
        nint pointer;
        fixed (byte* logId = NativeText.Encode(options.LogId))
        {
            _log = options.LoggingFunction;
            OrtStatus.ThrowIfFailed(_log is null
                ? api->CreateEnv(options.LogLevel, logId, &pointer)
                : api->CreateEnvWithCustomLogger(&Log, null, options.LogLevel, logId, &pointer));
        }

        return new OrtEnv(pointer);
    }

    [UnmanagedCallersOnly]
    private static void Log(void* state, OrtLoggingLevel level, byte* category, byte* logId, byte* codeLocation, byte* message)
    {
        try
        {
            _log?.Invoke(level, NativeText.Read(category), NativeText.Read(logId), NativeText.Read(codeLocation), NativeText.Read(message));
        }
#pragma warning disable CA1031 // An exception that crosses into native code ends the process; a lost line of log does not.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
