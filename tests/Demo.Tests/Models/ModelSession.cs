using ControlPlane.Demo.Models;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.Demo.Tests.Models;

/// <summary>One of the demo's models in ONNX Runtime.</summary>
internal sealed class ModelSession : IDisposable
{
    private readonly InferenceSession _session;

    public ModelSession(DemoModel model)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        _session = new InferenceSession(model.ToOnnx(), options);
    }

    public InferenceSession Inner => _session;

    /// <summary>Labels and probabilities of a batch of one row or more.</summary>
    public (long[] Labels, float[] Probabilities) Run(params float[][] rows)
    {
        var name = _session.InputNames[0];
        long[] shape = [rows.Length, .. _session.InputMetadata[name].Dimensions.Skip(1)];
        using var input = OrtValue.CreateTensorValueFromMemory(rows.SelectMany(row => row).ToArray(), shape);
        using var outputs = _session.Run(new Dictionary<string, OrtValue> { [name] = input });
        return (outputs[0].GetTensorDataAsSpan<long>().ToArray(), outputs[1].GetTensorDataAsSpan<float>().ToArray());
    }

    public void Dispose() => _session.Dispose();
}
