using System.Text;
using ControlPlane.OnnxRuntime.Native;

namespace ControlPlane.OnnxRuntime;

/// <summary>
/// A loaded model. Any number of threads may run it at once.
/// Disposing it lets runs that are under way end first; the memory is released by the last of them.
/// </summary>
public sealed unsafe partial class InferenceSession : IDisposable
{
    private readonly SessionHandle _session;
    private readonly NameTable _names;

    public InferenceSession(string modelPath) : this(modelPath, null)
    {
    }

    public InferenceSession(ReadOnlySpan<byte> model) : this(model, null)
    {
    }

    /// <summary>Loads a model from its file, which takes half the memory of loading it from bytes.</summary>
    public InferenceSession(string modelPath, SessionOptions? options) : this(Load(modelPath, options))
    {
    }

    /// <summary>Loads a model from its bytes, which are not needed afterwards.</summary>
    public InferenceSession(ReadOnlySpan<byte> model, SessionOptions? options) : this(Load(model, options))
    {
    }

    private InferenceSession(nint pointer)
    {
        _session = new SessionHandle(pointer);
        try
        {
            (InputNames, InputMetadata) = SessionReader.Inputs(pointer);
            (OutputNames, OutputMetadata) = SessionReader.Outputs(pointer);
            (OverridableInitializerNames, OverridableInitializerMetadata) = SessionReader.OverridableInitializers(pointer);
            ModelMetadata = SessionReader.Model(pointer);
            _names = new NameTable(InputNames, OverridableInitializerNames, OutputNames);
            _session.Adopt(_names);
        }
        catch (OrtException)
        {
            _session.Dispose();
            throw;
        }
    }

    /// <summary>In the order of the model.</summary>
    public IReadOnlyList<string> InputNames { get; }

    /// <summary>In the order of the model.</summary>
    public IReadOnlyList<string> OutputNames { get; }

    public IReadOnlyDictionary<string, NodeMetadata> InputMetadata { get; }

    public IReadOnlyDictionary<string, NodeMetadata> OutputMetadata { get; }

    /// <summary>Inputs that have a value of their own and need not be given.</summary>
    public IReadOnlyList<string> OverridableInitializerNames { get; }

    public IReadOnlyDictionary<string, NodeMetadata> OverridableInitializerMetadata { get; }

    public ModelMetadata ModelMetadata { get; }

    public void Dispose() => _session.Dispose();

    private static nint Load(string path, SessionOptions? options)
    {
        var env = OrtEnv.Instance().Pointer;
        using var given = options is null ? new SessionOptions() : null;
        using var lease = (options ?? given!).Lease();
        // The C interface takes paths as the system does: UTF-16 on Windows, UTF-8 elsewhere.
        var encoded = OperatingSystem.IsWindows() ? Encoding.Unicode.GetBytes(path + '\0') : NativeText.Encode(path);
        nint session;
        fixed (byte* file = encoded)
            OrtStatus.ThrowIfFailed(OrtLibrary.Api->CreateSession(env, file, lease.Pointer, &session));
        return session;
    }

    private static nint Load(ReadOnlySpan<byte> model, SessionOptions? options)
    {
        var env = OrtEnv.Instance().Pointer;
        using var given = options is null ? new SessionOptions() : null;
        using var lease = (options ?? given!).Lease();
        nint session;
        fixed (byte* bytes = model)
            OrtStatus.ThrowIfFailed(OrtLibrary.Api->CreateSessionFromArray(env, bytes, (nuint)model.Length, lease.Pointer, &session));
        return session;
    }
}
