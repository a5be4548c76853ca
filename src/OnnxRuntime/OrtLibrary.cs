using System.Runtime.InteropServices;
using ControlPlane.OnnxRuntime.Native;

namespace ControlPlane.OnnxRuntime;

/// <summary>
/// The native library: loaded once per process, at the first use of anything that needs it.
/// Its telemetry is switched off before it is loaded, because it reads that switch only once.
/// </summary>
public static unsafe class OrtLibrary
{
    /// <summary>The environment variable that keeps ONNX Runtime from reporting models to its makers.</summary>
    public const string TelemetrySwitch = "ORT_DISABLE_TELEMETRY";

    private static readonly Lock Gate = new();
    private static string? _path;
    private static OrtApi* _api;
    private static OrtApiBase* _base;

    /// <summary>File of the library; null means the one beside the program, or else the one the system finds by name.</summary>
    /// <exception cref="InvalidOperationException">Set after the library was loaded.</exception>
    public static string? Path
    {
        get => _path;
        set
        {
            lock (Gate)
            {
                if (_api != null)
                    throw new InvalidOperationException("ONNX Runtime is loaded already; choose its file before the first use.");
                _path = value;
            }
        }
    }

    /// <summary>Version of the loaded library, such as <c>1.30.0</c>.</summary>
    public static string Version
    {
        get
        {
            _ = Api;
            return NativeText.Read(_base->GetVersionString());
        }
    }

    /// <summary>How the loaded library was built.</summary>
    public static string BuildInfo => NativeText.Read(Api->GetBuildInfoString());

    internal static OrtApi* Api => _api != null ? _api : LoadOnce();

    /// <summary>Asks a loaded library for a table of calls.</summary>
    /// <exception cref="NotSupportedException">The library is too old to have it.</exception>
    internal static OrtApi* TableOf(OrtApiBase* library, uint version)
    {
        var api = library->GetApi(version);
        return api != null ? api : throw new NotSupportedException(
            $"ONNX Runtime {NativeText.Read(library->GetVersionString())} does not offer version {version} of its C interface; use 1.{version} or newer.");
    }

    private static OrtApi* LoadOnce()
    {
        lock (Gate)
        {
            if (_api != null)
                return _api;

            CEnvironment.Set(TelemetrySwitch, "1");
            _base = EntryOf(Load());
            return _api = TableOf(_base, OrtApi.Version);
        }
    }

    private static nint Load()
    {
        var name = FileName();
        var beside = System.IO.Path.Combine(AppContext.BaseDirectory, name);
        var chosen = _path ?? (File.Exists(beside) ? beside : name);
        try
        {
            return NativeLibrary.Load(chosen);
        }
        catch (DllNotFoundException e)
        {
            throw new DllNotFoundException($"ONNX Runtime could not be loaded from {chosen}; put {name} beside the program or name its file. {e.Message}", e);
        }
    }

    private static OrtApiBase* EntryOf(nint library)
    {
        const string entry = "OrtGetApiBase";
        if (!NativeLibrary.TryGetExport(library, entry, out var address))
            throw new NotSupportedException($"The library is not ONNX Runtime: it has no {entry}.");

        return ((delegate* unmanaged<OrtApiBase*>)address)();
    }

    private static string FileName() =>
        OperatingSystem.IsWindows() ? "onnxruntime.dll" : OperatingSystem.IsMacOS() ? "libonnxruntime.1.dylib" : "libonnxruntime.so.1";
}
