using ControlPlane.OnnxRuntime.Native;

namespace ControlPlane.OnnxRuntime;

public sealed unsafe partial class InferenceSession
{
    private const int ValuesOnStack = 64;

    /// <summary>All inputs, for <see cref="Run(RunOptions, ReadOnlySpan{OrtName}, ReadOnlySpan{OrtValue}, ReadOnlySpan{OrtName}, Span{OrtValue})"/>.</summary>
    public ReadOnlySpan<OrtName> EncodedInputNames => _names.Inputs;

    /// <summary>All outputs, in the order of <see cref="OutputNames"/>.</summary>
    public ReadOnlySpan<OrtName> EncodedOutputNames => _names.Outputs;

    /// <summary>
    /// Runs the model on the calling thread.
    /// An output that is given is written in place and must have the shape that comes out; where it is null ONNX Runtime allocates it and the
    /// caller disposes it. Nothing managed is allocated when all outputs are given.
    /// </summary>
    /// <exception cref="OrtException">ONNX Runtime refused the values, failed, or was terminated.</exception>
    /// <exception cref="ObjectDisposedException">The session or one of the values was disposed before.</exception>
    public void Run(
        RunOptions options,
        ReadOnlySpan<OrtName> inputNames,
        ReadOnlySpan<OrtValue> inputs,
        ReadOnlySpan<OrtName> outputNames,
        Span<OrtValue?> outputs)
    {
        Check(inputNames, inputs.Length);
        Check(outputNames, outputs.Length);
        var count = inputs.Length + outputs.Length;
        Span<nint> pointers = count <= ValuesOnStack ? stackalloc nint[ValuesOnStack] : new nint[count];
        var inputPointers = pointers[..inputs.Length];
        var outputPointers = pointers[inputs.Length..count];
        outputPointers.Clear();
        using var session = _session.Lease();
        using var run = options.Lease();
        var (leasedInputs, leasedOutputs) = (0, 0);
        try
        {
            for (; leasedInputs < inputs.Length; leasedInputs++)
                inputPointers[leasedInputs] = inputs[leasedInputs].AddReference();
            for (; leasedOutputs < outputs.Length; leasedOutputs++)
                outputPointers[leasedOutputs] = outputs[leasedOutputs]?.AddReference() ?? 0;

            Run(session.Pointer, run.Pointer, inputNames, inputPointers, outputNames, outputPointers);
        }
        finally
        {
            foreach (var input in inputs[..leasedInputs])
                input.DangerousRelease();
            foreach (var output in outputs[..leasedOutputs])
                output?.DangerousRelease();
        }

        for (var i = 0; i < outputs.Length; i++)
            outputs[i] ??= new OrtValue(outputPointers[i]);
    }

    /// <summary>The same, stopped between two nodes when the token is cancelled; the options must not be in use by another run.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before the run ended.</exception>
    public void Run(
        RunOptions options,
        ReadOnlySpan<OrtName> inputNames,
        ReadOnlySpan<OrtValue> inputs,
        ReadOnlySpan<OrtName> outputNames,
        Span<OrtValue?> outputs,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            // The registration is left first: it waits for a cancellation that is being carried out, so none comes after the reset below.
            using (cancellationToken.UnsafeRegister(static state => ((RunOptions)state!).Terminate = true, options))
                Run(options, inputNames, inputs, outputNames, outputs);
        }
        // ONNX Runtime reports a terminated run like any other failure, so the token is asked.
        catch (OrtException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        finally
        {
            if (cancellationToken.IsCancellationRequested)
                options.Terminate = false;
        }
    }

    private static void Run(
        nint session,
        nint options,
        ReadOnlySpan<OrtName> inputNames,
        ReadOnlySpan<nint> inputs,
        ReadOnlySpan<OrtName> outputNames,
        Span<nint> outputs)
    {
        fixed (OrtName* inputName = inputNames, outputName = outputNames)
        fixed (nint* input = inputs, output = outputs)
        {
            OrtStatus.ThrowIfFailed(OrtLibrary.Api->Run(
                session, options, inputName, input, (nuint)inputs.Length, outputName, (nuint)outputs.Length, output));
        }
    }

    private void Check(ReadOnlySpan<OrtName> names, int values)
    {
        if (names.Length != values)
            throw new ArgumentException($"{names.Length} names came with {values} values.");

        foreach (var name in names)
        {
            if (!_names.Owns(name))
                throw new ArgumentException("A name belongs to another session.");
        }
    }
}
