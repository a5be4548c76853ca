using System.Runtime.InteropServices;

namespace ControlPlane.OnnxRuntime.Native;

/// <summary>
/// The calls of ONNX Runtime's C interface that this binding uses, each at its place in the table that GetApi returns.
/// The table is append-only, so a place never moves; places are counted in pointers from onnxruntime_c_api.h.
/// Opaque objects are <c>nint</c>, and a returned <c>nint</c> is a status: zero means success.
/// </summary>
[StructLayout(LayoutKind.Explicit)]
internal readonly unsafe struct OrtApi
{
    /// <summary>The oldest table that has everything below; a newer library serves it unchanged.</summary>
    public const uint Version = 24;

    private const int Place = 8;

    [FieldOffset(1 * Place)] public readonly delegate* unmanaged<nint, OrtErrorCode> GetErrorCode;
    [FieldOffset(2 * Place)] public readonly delegate* unmanaged<nint, byte*> GetErrorMessage;
    [FieldOffset(93 * Place)] public readonly delegate* unmanaged<nint, void> ReleaseStatus;
    [FieldOffset(254 * Place)] public readonly delegate* unmanaged<byte*> GetBuildInfoString;

    [FieldOffset(3 * Place)] public readonly delegate* unmanaged<OrtLoggingLevel, byte*, nint*, nint> CreateEnv;
    [FieldOffset(4 * Place)] public readonly delegate* unmanaged<delegate* unmanaged<void*, OrtLoggingLevel, byte*, byte*, byte*, byte*, void>, void*, OrtLoggingLevel, byte*, nint*, nint> CreateEnvWithCustomLogger;
    [FieldOffset(71 * Place)] public readonly delegate* unmanaged<nint, byte**, nint> MemoryInfoGetName;
    [FieldOffset(69 * Place)] public readonly delegate* unmanaged<OrtAllocatorType, OrtMemType, nint*, nint> CreateCpuMemoryInfo;
    [FieldOffset(76 * Place)] public readonly delegate* unmanaged<nint, void*, nint> AllocatorFree;
    [FieldOffset(78 * Place)] public readonly delegate* unmanaged<nint*, nint> GetAllocatorWithDefaultOptions;

    [FieldOffset(10 * Place)] public readonly delegate* unmanaged<nint*, nint> CreateSessionOptions;
    [FieldOffset(13 * Place)] public readonly delegate* unmanaged<nint, ExecutionMode, nint> SetSessionExecutionMode;
    [FieldOffset(16 * Place)] public readonly delegate* unmanaged<nint, nint> EnableMemPattern;
    [FieldOffset(17 * Place)] public readonly delegate* unmanaged<nint, nint> DisableMemPattern;
    [FieldOffset(18 * Place)] public readonly delegate* unmanaged<nint, nint> EnableCpuMemArena;
    [FieldOffset(19 * Place)] public readonly delegate* unmanaged<nint, nint> DisableCpuMemArena;
    [FieldOffset(20 * Place)] public readonly delegate* unmanaged<nint, byte*, nint> SetSessionLogId;
    [FieldOffset(22 * Place)] public readonly delegate* unmanaged<nint, OrtLoggingLevel, nint> SetSessionLogSeverityLevel;
    [FieldOffset(23 * Place)] public readonly delegate* unmanaged<nint, GraphOptimizationLevel, nint> SetSessionGraphOptimizationLevel;
    [FieldOffset(24 * Place)] public readonly delegate* unmanaged<nint, int, nint> SetIntraOpNumThreads;
    [FieldOffset(25 * Place)] public readonly delegate* unmanaged<nint, int, nint> SetInterOpNumThreads;
    [FieldOffset(100 * Place)] public readonly delegate* unmanaged<nint, void> ReleaseSessionOptions;
    [FieldOffset(130 * Place)] public readonly delegate* unmanaged<nint, byte*, byte*, nint> AddSessionConfigEntry;

    [FieldOffset(39 * Place)] public readonly delegate* unmanaged<nint*, nint> CreateRunOptions;
    [FieldOffset(41 * Place)] public readonly delegate* unmanaged<nint, OrtLoggingLevel, nint> RunOptionsSetRunLogSeverityLevel;
    [FieldOffset(42 * Place)] public readonly delegate* unmanaged<nint, byte*, nint> RunOptionsSetRunTag;
    [FieldOffset(46 * Place)] public readonly delegate* unmanaged<nint, nint> RunOptionsSetTerminate;
    [FieldOffset(47 * Place)] public readonly delegate* unmanaged<nint, nint> RunOptionsUnsetTerminate;
    [FieldOffset(97 * Place)] public readonly delegate* unmanaged<nint, void> ReleaseRunOptions;
    [FieldOffset(165 * Place)] public readonly delegate* unmanaged<nint, byte*, byte*, nint> AddRunConfigEntry;

    [FieldOffset(7 * Place)] public readonly delegate* unmanaged<nint, void*, nint, nint*, nint> CreateSession;
    [FieldOffset(8 * Place)] public readonly delegate* unmanaged<nint, void*, nuint, nint, nint*, nint> CreateSessionFromArray;
    [FieldOffset(9 * Place)] public readonly delegate* unmanaged<nint, nint, OrtName*, nint*, nuint, OrtName*, nuint, nint*, nint> Run;
    [FieldOffset(30 * Place)] public readonly delegate* unmanaged<nint, nuint*, nint> SessionGetInputCount;
    [FieldOffset(31 * Place)] public readonly delegate* unmanaged<nint, nuint*, nint> SessionGetOutputCount;
    [FieldOffset(32 * Place)] public readonly delegate* unmanaged<nint, nuint*, nint> SessionGetOverridableInitializerCount;
    [FieldOffset(33 * Place)] public readonly delegate* unmanaged<nint, nuint, nint*, nint> SessionGetInputTypeInfo;
    [FieldOffset(34 * Place)] public readonly delegate* unmanaged<nint, nuint, nint*, nint> SessionGetOutputTypeInfo;
    [FieldOffset(35 * Place)] public readonly delegate* unmanaged<nint, nuint, nint*, nint> SessionGetOverridableInitializerTypeInfo;
    [FieldOffset(36 * Place)] public readonly delegate* unmanaged<nint, nuint, nint, byte**, nint> SessionGetInputName;
    [FieldOffset(37 * Place)] public readonly delegate* unmanaged<nint, nuint, nint, byte**, nint> SessionGetOutputName;
    [FieldOffset(38 * Place)] public readonly delegate* unmanaged<nint, nuint, nint, byte**, nint> SessionGetOverridableInitializerName;
    [FieldOffset(95 * Place)] public readonly delegate* unmanaged<nint, void> ReleaseSession;

    [FieldOffset(111 * Place)] public readonly delegate* unmanaged<nint, nint*, nint> SessionGetModelMetadata;
    [FieldOffset(112 * Place)] public readonly delegate* unmanaged<nint, nint, byte**, nint> ModelMetadataGetProducerName;
    [FieldOffset(113 * Place)] public readonly delegate* unmanaged<nint, nint, byte**, nint> ModelMetadataGetGraphName;
    [FieldOffset(114 * Place)] public readonly delegate* unmanaged<nint, nint, byte**, nint> ModelMetadataGetDomain;
    [FieldOffset(115 * Place)] public readonly delegate* unmanaged<nint, nint, byte**, nint> ModelMetadataGetDescription;
    [FieldOffset(116 * Place)] public readonly delegate* unmanaged<nint, nint, byte*, byte**, nint> ModelMetadataLookupCustomMetadataMap;
    [FieldOffset(117 * Place)] public readonly delegate* unmanaged<nint, long*, nint> ModelMetadataGetVersion;
    [FieldOffset(118 * Place)] public readonly delegate* unmanaged<nint, void> ReleaseModelMetadata;
    [FieldOffset(123 * Place)] public readonly delegate* unmanaged<nint, nint, byte***, long*, nint> ModelMetadataGetCustomMetadataMapKeys;
    [FieldOffset(158 * Place)] public readonly delegate* unmanaged<nint, nint, byte**, nint> ModelMetadataGetGraphDescription;

    [FieldOffset(55 * Place)] public readonly delegate* unmanaged<nint, nint*, nint> CastTypeInfoToTensorInfo;
    [FieldOffset(56 * Place)] public readonly delegate* unmanaged<nint, OnnxValueType*, nint> GetOnnxTypeFromTypeInfo;
    [FieldOffset(60 * Place)] public readonly delegate* unmanaged<nint, TensorElementType*, nint> GetTensorElementType;
    [FieldOffset(61 * Place)] public readonly delegate* unmanaged<nint, nuint*, nint> GetDimensionsCount;
    [FieldOffset(62 * Place)] public readonly delegate* unmanaged<nint, long*, nuint, nint> GetDimensions;
    [FieldOffset(63 * Place)] public readonly delegate* unmanaged<nint, byte**, nuint, nint> GetSymbolicDimensions;
    [FieldOffset(64 * Place)] public readonly delegate* unmanaged<nint, nuint*, nint> GetTensorShapeElementCount;
    [FieldOffset(98 * Place)] public readonly delegate* unmanaged<nint, void> ReleaseTypeInfo;
    [FieldOffset(99 * Place)] public readonly delegate* unmanaged<nint, void> ReleaseTensorTypeAndShapeInfo;
    [FieldOffset(103 * Place)] public readonly delegate* unmanaged<nint, nint*, nint> CastTypeInfoToMapTypeInfo;
    [FieldOffset(104 * Place)] public readonly delegate* unmanaged<nint, nint*, nint> CastTypeInfoToSequenceTypeInfo;
    [FieldOffset(105 * Place)] public readonly delegate* unmanaged<nint, TensorElementType*, nint> GetMapKeyType;
    [FieldOffset(106 * Place)] public readonly delegate* unmanaged<nint, nint*, nint> GetMapValueType;
    [FieldOffset(107 * Place)] public readonly delegate* unmanaged<nint, nint*, nint> GetSequenceElementType;
    [FieldOffset(250 * Place)] public readonly delegate* unmanaged<nint, nint*, nint> CastTypeInfoToOptionalTypeInfo;
    [FieldOffset(251 * Place)] public readonly delegate* unmanaged<nint, nint*, nint> GetOptionalContainedTypeInfo;

    [FieldOffset(48 * Place)] public readonly delegate* unmanaged<nint, long*, nuint, TensorElementType, nint*, nint> CreateTensorAsOrtValue;
    [FieldOffset(49 * Place)] public readonly delegate* unmanaged<nint, void*, nuint, long*, nuint, TensorElementType, nint*, nint> CreateTensorWithDataAsOrtValue;
    [FieldOffset(51 * Place)] public readonly delegate* unmanaged<nint, void**, nint> GetTensorMutableData;
    [FieldOffset(53 * Place)] public readonly delegate* unmanaged<nint, nuint*, nint> GetStringTensorDataLength;
    [FieldOffset(54 * Place)] public readonly delegate* unmanaged<nint, void*, nuint, nuint*, nuint, nint> GetStringTensorContent;
    [FieldOffset(65 * Place)] public readonly delegate* unmanaged<nint, nint*, nint> GetTensorTypeAndShape;
    [FieldOffset(67 * Place)] public readonly delegate* unmanaged<nint, OnnxValueType*, nint> GetValueType;
    [FieldOffset(80 * Place)] public readonly delegate* unmanaged<nint, int, nint, nint*, nint> GetValue;
    [FieldOffset(81 * Place)] public readonly delegate* unmanaged<nint, nuint*, nint> GetValueCount;
    [FieldOffset(96 * Place)] public readonly delegate* unmanaged<nint, void> ReleaseValue;
    [FieldOffset(192 * Place)] public readonly delegate* unmanaged<nint, int*, nint> HasValue;
    [FieldOffset(127 * Place)] public readonly delegate* unmanaged<nint, nuint, nuint*, nint> GetStringTensorElementLength;
    [FieldOffset(128 * Place)] public readonly delegate* unmanaged<nint, nuint, nuint, void*, nint> GetStringTensorElement;
    [FieldOffset(252 * Place)] public readonly delegate* unmanaged<nint, nuint, nuint, byte**, nint> GetResizedStringTensorElementBuffer;
}
