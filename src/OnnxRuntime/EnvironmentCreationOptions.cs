namespace ControlPlane.OnnxRuntime;

/// <summary>How the process's one <see cref="OrtEnv"/> is made.</summary>
public sealed record EnvironmentCreationOptions
{
    public string LogId { get; init; } = "onnxruntime";

    /// <summary>The least grave lines that are written.</summary>
    public OrtLoggingLevel LogLevel { get; init; } = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING;

    /// <summary>Where lines go; null leaves them on standard error.</summary>
    public OrtLoggingFunction? LoggingFunction { get; init; }
}
