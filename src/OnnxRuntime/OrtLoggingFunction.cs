namespace ControlPlane.OnnxRuntime;

/// <summary>
/// Receives one line of ONNX Runtime's log, on whichever thread wrote it, often in the middle of a run: be quick and do not throw.
/// </summary>
/// <param name="level">How grave it is.</param>
/// <param name="category">The part that speaks, such as <c>onnxruntime</c>.</param>
/// <param name="logId">The log id of the environment, session or run.</param>
/// <param name="codeLocation">Where in ONNX Runtime's source the line was written.</param>
/// <param name="message">The line.</param>
public delegate void OrtLoggingFunction(OrtLoggingLevel level, string category, string logId, string codeLocation, string message);
