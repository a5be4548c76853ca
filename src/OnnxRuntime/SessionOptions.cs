using ControlPlane.OnnxRuntime.Native;

namespace ControlPlane.OnnxRuntime;

/// <summary>
/// How sessions are made; a session copies what it needs, so the options may be changed or disposed afterwards.
/// Give thread counts explicitly: without them ONNX Runtime counts the host's cores and pins threads to them, also in a container.
/// </summary>
public sealed unsafe class SessionOptions : OrtHandle
{
    private const string IntraOpSpinning = "session.intra_op.allow_spinning";
    private const string InterOpSpinning = "session.inter_op.allow_spinning";

    private int _intraOpNumThreads;
    private int _interOpNumThreads;
    private bool _allowSpinning = true;
    private bool _enableCpuMemArena = true;
    private bool _enableMemoryPattern = true;
    private GraphOptimizationLevel _graphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL;
    private ExecutionMode _executionMode = ExecutionMode.ORT_SEQUENTIAL;
    private OrtLoggingLevel _logSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING;
    private string _logId = "";

    public SessionOptions() : base(Create())
    {
    }

    /// <summary>Threads within a node; 0 lets ONNX Runtime choose, 1 uses only the thread that calls.</summary>
    public int IntraOpNumThreads
    {
        get => _intraOpNumThreads;
        set
        {
            using var lease = Lease();
            OrtStatus.ThrowIfFailed(OrtLibrary.Api->SetIntraOpNumThreads(lease.Pointer, value));
            _intraOpNumThreads = value;
        }
    }

    /// <summary>Threads over nodes, in parallel mode only; 0 lets ONNX Runtime choose.</summary>
    public int InterOpNumThreads
    {
        get => _interOpNumThreads;
        set
        {
            using var lease = Lease();
            OrtStatus.ThrowIfFailed(OrtLibrary.Api->SetInterOpNumThreads(lease.Pointer, value));
            _interOpNumThreads = value;
        }
    }

    /// <summary>Whether idle threads burn a core in order to wake a little sooner.</summary>
    public bool AllowSpinning
    {
        get => _allowSpinning;
        set
        {
            AddSessionConfigEntry(IntraOpSpinning, value ? "1" : "0");
            AddSessionConfigEntry(InterOpSpinning, value ? "1" : "0");
            _allowSpinning = value;
        }
    }

    public GraphOptimizationLevel GraphOptimizationLevel
    {
        get => _graphOptimizationLevel;
        set
        {
            using var lease = Lease();
            OrtStatus.ThrowIfFailed(OrtLibrary.Api->SetSessionGraphOptimizationLevel(lease.Pointer, value));
            _graphOptimizationLevel = value;
        }
    }

    public ExecutionMode ExecutionMode
    {
        get => _executionMode;
        set
        {
            using var lease = Lease();
            OrtStatus.ThrowIfFailed(OrtLibrary.Api->SetSessionExecutionMode(lease.Pointer, value));
            _executionMode = value;
        }
    }

    /// <summary>Whether freed memory is kept for the next run. Quicker, but a large run is never given back.</summary>
    public bool EnableCpuMemArena
    {
        get => _enableCpuMemArena;
        set
        {
            using var lease = Lease();
            OrtStatus.ThrowIfFailed(value ? OrtLibrary.Api->EnableCpuMemArena(lease.Pointer) : OrtLibrary.Api->DisableCpuMemArena(lease.Pointer));
            _enableCpuMemArena = value;
        }
    }

    /// <summary>Whether memory is planned as one block for shapes that were seen before.</summary>
    public bool EnableMemoryPattern
    {
        get => _enableMemoryPattern;
        set
        {
            using var lease = Lease();
            OrtStatus.ThrowIfFailed(value ? OrtLibrary.Api->EnableMemPattern(lease.Pointer) : OrtLibrary.Api->DisableMemPattern(lease.Pointer));
            _enableMemoryPattern = value;
        }
    }

    /// <summary>Name of the sessions in the log.</summary>
    public string LogId
    {
        get => _logId;
        set
        {
            using var lease = Lease();
            fixed (byte* text = NativeText.Encode(value))
                OrtStatus.ThrowIfFailed(OrtLibrary.Api->SetSessionLogId(lease.Pointer, text));
            _logId = value;
        }
    }

    /// <summary>The least grave lines that the sessions write.</summary>
    public OrtLoggingLevel LogSeverityLevel
    {
        get => _logSeverityLevel;
        set
        {
            using var lease = Lease();
            OrtStatus.ThrowIfFailed(OrtLibrary.Api->SetSessionLogSeverityLevel(lease.Pointer, value));
            _logSeverityLevel = value;
        }
    }

    /// <summary>Sets an entry that has no property here; the keys are those of ONNX Runtime's session options.</summary>
    public void AddSessionConfigEntry(string key, string value)
    {
        using var lease = Lease();
        fixed (byte* keyText = NativeText.Encode(key), valueText = NativeText.Encode(value))
            OrtStatus.ThrowIfFailed(OrtLibrary.Api->AddSessionConfigEntry(lease.Pointer, keyText, valueText));
    }

    protected override bool ReleaseHandle()
    {
        OrtLibrary.Api->ReleaseSessionOptions(handle);
        return true;
    }

    private static nint Create()
    {
        nint pointer;
        OrtStatus.ThrowIfFailed(OrtLibrary.Api->CreateSessionOptions(&pointer));
        return pointer;
    }
}
