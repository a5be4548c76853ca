using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Inference;

/// <summary>
/// Everything one call of a model needs: memory for inputs and outputs that never moves, and what runs it.
/// Elements are parsed straight into it and written straight from it. One call at a time; from a <see cref="LanePool"/>.
/// </summary>
internal sealed class InferenceLane : IDisposable
{
    private readonly ILaneRun _run;
    private readonly LaneInput[] _inputs;
    private readonly LaneOutput[] _outputs;

    /// <summary>A lane whose calls something runs, which belongs to it from now on.</summary>
    /// <param name="run">Runs them.</param>
    /// <param name="signature">What the model takes and gives.</param>
    /// <param name="session">Which of the model's sessions that is.</param>
    public InferenceLane(ILaneRun run, ModelSignature signature, int session)
    {
        (_run, Session) = (run, session);
        _inputs = [.. signature.Inputs.ToArray().Select(s => new LaneInput(s))];
        _outputs = [.. signature.Outputs.ToArray().Select(s => new LaneOutput(s))];
    }

    /// <summary>A lane of one of a model's sessions in this process.</summary>
    public InferenceLane(ModelSessions sessions, ModelSignature signature, TimeProvider time, int session)
        : this(new SessionRun(sessions[session], signature, time), signature, session)
    {
    }

    /// <summary>Which of the model's sessions runs it.</summary>
    public int Session { get; }

    public ReadOnlySpan<LaneInput> Inputs => _inputs;

    /// <summary>What the last run gave.</summary>
    public ReadOnlySpan<LaneOutput> Outputs => _outputs;

    /// <summary>Room for the predictions of rows; grown by whoever reads them.</summary>
    public PredictedRow[] Rows { get; set; } = [];

    /// <summary>Rows of the call: the first size of the first input where callers choose it, else one.</summary>
    public int RowCount =>
        _inputs.Length > 0 && _inputs[0].Signature.Shape is [< 0, ..] && _inputs[0].Shape is [var rows, ..] ? (int)Math.Min(rows, int.MaxValue) : 1;

    /// <summary>Rows of the run that this call had for itself or led; 0 when it took part in one that another call led.</summary>
    public int ExecutedRows { get; set; }

    /// <summary>Whether the call gives an input that it could have left out.</summary>
    public bool HasOptionalInput
    {
        get
        {
            foreach (var input in _inputs)
            {
                if (input.Signature.IsOptional && input.IsGiven)
                    return true;
            }

            return false;
        }
    }

    /// <summary>
    /// Processor time of the last run, nanoseconds: every eighth run of a lane is measured and stands for all eight, the others are 0,
    /// so that sums over many runs are right and single runs say nothing.
    /// </summary>
    public long CpuNanoseconds { get; set; }

    /// <summary>Bytes of native memory held for inputs and outputs.</summary>
    public long HeldBytes
    {
        get
        {
            long held = 0;
            foreach (var input in _inputs)
                held += input.Buffer.Capacity;
            foreach (var output in _outputs)
                held += output.Buffer.Capacity;
            return held + _run.HeldBytes;
        }
    }

    /// <summary>Says the shape of one input of the call to come; its memory is then ready to be filled.</summary>
    public LaneInput Reshape(int input, ReadOnlySpan<long> shape, int elementCount)
    {
        if (_inputs[input].Reshape(shape, elementCount))
            _run.MemoryMoved();
        return _inputs[input];
    }

    /// <summary>The call to come leaves an optional input out.</summary>
    public void Omit(int input) => _inputs[input].Omit();

    /// <summary>Runs the model on what the inputs hold.</summary>
    /// <param name="remaining">How long it may take; null without a limit. A node that runs is not interrupted.</param>
    /// <param name="caller">Ends the run when the caller goes away.</param>
    /// <returns>Null, or a refusal: <c>model_failed</c>, <c>deadline_exceeded</c>, <c>cancelled</c>, <c>worker_lost</c>.</returns>
    public Refusal? Run(TimeSpan? remaining, CancellationToken caller = default)
    {
        var refusal = _run.Run(_inputs, _outputs, remaining, caller, out var cpuNanoseconds);
        CpuNanoseconds = cpuNanoseconds;
        return refusal;
    }

    /// <summary>Takes an output that another lane computed; the bytes are copied.</summary>
    public void TakeOutput(int output, ReadOnlySpan<long> shape, ReadOnlySpan<byte> bytes)
    {
        if (_outputs[output].Buffer.EnsureCapacity(bytes.Length))
            _run.MemoryMoved();
        bytes.CopyTo(_outputs[output].Buffer.Span(bytes.Length));
        _outputs[output].ShowBuffer(shape, bytes.Length);
    }

    /// <summary>Releases what the last run gave, before the lane waits for its next call.</summary>
    public void Forget()
    {
        foreach (var output in _outputs)
            output.Forget();
    }

    public void Dispose()
    {
        _run.Dispose();
        foreach (var input in _inputs)
            input.Dispose();
        foreach (var output in _outputs)
            output.Dispose();
    }
}
