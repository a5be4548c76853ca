using ControlPlane.OnnxRuntime.Native;

namespace ControlPlane.OnnxRuntime;

/// <summary>Settings of runs. Runs that share one are terminated together, so give each caller at a time its own.</summary>
public sealed unsafe class RunOptions : OrtHandle
{
    private volatile bool _terminate;
    private string _logId = "";
    private OrtLoggingLevel _logSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING;

    public RunOptions() : base(Create())
    {
    }

    /// <summary>
    /// While true, runs under way stop at their next node and further runs fail at once, both with <see cref="OrtErrorCode.Fail"/>.
    /// May be set from any thread.
    /// </summary>
    public bool Terminate
    {
        get => _terminate;
        set
        {
            using var lease = Lease();
            OrtStatus.ThrowIfFailed(value
                ? OrtLibrary.Api->RunOptionsSetTerminate(lease.Pointer)
                : OrtLibrary.Api->RunOptionsUnsetTerminate(lease.Pointer));
            _terminate = value;
        }
    }

    /// <summary>Name of the runs in the log.</summary>
    public string LogId
    {
        get => _logId;
        set
        {
            using var lease = Lease();
            fixed (byte* text = NativeText.Encode(value))
                OrtStatus.ThrowIfFailed(OrtLibrary.Api->RunOptionsSetRunTag(lease.Pointer, text));
            _logId = value;
        }
    }

    /// <summary>The least grave lines that the runs write.</summary>
    public OrtLoggingLevel LogSeverityLevel
    {
        get => _logSeverityLevel;
        set
        {
            using var lease = Lease();
            OrtStatus.ThrowIfFailed(OrtLibrary.Api->RunOptionsSetRunLogSeverityLevel(lease.Pointer, value));
            _logSeverityLevel = value;
        }
    }

    /// <summary>Sets an entry that has no property here; the keys are those of ONNX Runtime's run options.</summary>
    public void AddRunConfigEntry(string key, string value)
    {
        using var lease = Lease();
        fixed (byte* keyText = NativeText.Encode(key), valueText = NativeText.Encode(value))
            OrtStatus.ThrowIfFailed(OrtLibrary.Api->AddRunConfigEntry(lease.Pointer, keyText, valueText));
    }

    protected override bool ReleaseHandle()
    {
        OrtLibrary.Api->ReleaseRunOptions(handle);
        return true;
    }

    private static nint Create()
    {
        nint pointer;
        OrtStatus.ThrowIfFailed(OrtLibrary.Api->CreateRunOptions(&pointer));
        return pointer;
    }
}
