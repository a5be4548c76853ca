namespace ControlPlane.OnnxRuntime;

/// <summary>ONNX Runtime's own codes.</summary>
public enum OrtErrorCode
{
    Ok = 0,
    /// <summary>The general failure; a terminated run has this code too.</summary>
    Fail = 1,
    InvalidArgument = 2,
    NoSuchFile = 3,
    NoModel = 4,
    EngineError = 5,
    RuntimeException = 6,
    InvalidProtobuf = 7,
    ModelLoaded = 8,
    NotImplemented = 9,
    InvalidGraph = 10,
    ExecutionProviderFail = 11,
    ModelLoadCanceled = 12,
    ModelRequiresCompilation = 13,
    NotFound = 14,
}
