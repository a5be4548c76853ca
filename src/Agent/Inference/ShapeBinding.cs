using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Inference;

/// <summary>The values of a lane for one combination of input shapes, made once and used for every call of these shapes. Not thread-safe.</summary>
internal sealed class ShapeBinding : IDisposable
{
    private readonly long[]?[] _inputShapes;
    private readonly long[]?[] _foretold;
    private readonly int[] _outputBytes;
    private bool _isConfirmed;

    /// <summary>Values over the lane's memory for its present shapes; outputs are left to ONNX Runtime until a run has confirmed their shapes.</summary>
    public ShapeBinding(ReadOnlySpan<LaneInput> inputs, ReadOnlySpan<LaneOutput> outputs)
    {
        _inputShapes = new long[]?[inputs.Length];
        Inputs = new OrtValue?[inputs.Length];
        Outputs = new OrtValue?[outputs.Length];
        _foretold = new long[]?[outputs.Length];
        _outputBytes = new int[outputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            var input = inputs[i];
            if (!input.IsGiven)
                continue;
            _inputShapes[i] = input.Shape.ToArray();
            if (input.Signature.ElementType != TensorElementType.String)
                Inputs[i] = ValueOver(input.Buffer, input.Signature, input.Shape, input.ByteLength);
        }

        for (var i = 0; i < outputs.Length; i++)
            _foretold[i] = OutputShapes.Foretell(outputs[i].Signature, inputs);
    }

    /// <summary>Null for strings, which belong to the input itself.</summary>
    public OrtValue?[] Inputs { get; }

    /// <summary>Null where ONNX Runtime allocates the output.</summary>
    public OrtValue?[] Outputs { get; }

    /// <summary>Whether it was made for these shapes.</summary>
    public bool Fits(ReadOnlySpan<LaneInput> inputs)
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            if (inputs[i].IsGiven ? _inputShapes[i] is not { } shape || !inputs[i].Shape.SequenceEqual(shape) : _inputShapes[i] is not null)
                return false;
        }

        return true;
    }

    /// <summary>The run has written an output in place.</summary>
    public void Show(LaneOutput output, int index) => output.ShowBuffer(_foretold[index], _outputBytes[index]);

    /// <summary>
    /// After the first run: makes values for the outputs whose shape came as foretold.
    /// True when an output's memory moved, so that no other binding over it may be used.
    /// </summary>
    public bool Confirm(ReadOnlySpan<LaneOutput> outputs)
    {
        if (_isConfirmed)
            return false;

        _isConfirmed = true;
        var hasMoved = false;
        for (var i = 0; i < outputs.Length; i++)
        {
            var output = outputs[i];
            if (_foretold[i] is not { } shape || !output.Shape.SequenceEqual(shape))
                continue;
            _outputBytes[i] = output.Bytes.Length;
            hasMoved |= output.Buffer.EnsureCapacity(_outputBytes[i]);
            Outputs[i] = ValueOver(output.Buffer, output.Signature, shape, _outputBytes[i]);
        }

        return hasMoved;
    }

    /// <summary>The foretold shapes turned out not to hold always: ONNX Runtime allocates the outputs from now on.</summary>
    public void DistrustOutputs()
    {
        foreach (var output in Outputs)
            output?.Dispose();
        Array.Clear(Outputs);
    }

    public void Dispose()
    {
        foreach (var input in Inputs)
            input?.Dispose();
        DistrustOutputs();
    }

    private static OrtValue ValueOver(NativeBuffer buffer, TensorSignature signature, ReadOnlySpan<long> shape, int byteLength) =>
        OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, signature.ElementType, shape, buffer.Address, byteLength);
}
