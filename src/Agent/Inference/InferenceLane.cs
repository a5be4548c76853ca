using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Inference;

/// <summary>
/// Everything one call of a model needs: memory for inputs and outputs that never moves, values over it for the shapes seen lately, run options.
/// Elements are parsed straight into it and written straight from it. One call at a time; from a <see cref="LanePool"/>.
/// </summary>
internal sealed class InferenceLane : IDisposable
{
    private const int MaximumBindings = 8;

    // Asking the system for processor time twice takes a quarter of what a small model does.
    private const int RunsPerMeasurement = 8;

    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly RunDeadline _deadline;
    private readonly LaneInput[] _inputs;
    private readonly LaneOutput[] _outputs;
    private readonly OrtName[] _allNames;
    private readonly OrtName[] _givenNames;
    private readonly OrtValue[] _inputValues;
    private readonly OrtValue?[] _outputValues;
    private readonly List<ShapeBinding> _bindings = new(MaximumBindings);
    private int _runs;

    /// <summary>A lane of one of a model's sessions.</summary>
    public InferenceLane(ModelSessions sessions, ModelSignature signature, TimeProvider time, int session)
    {
        (_session, Session) = (sessions[session], session);
        _deadline = new RunDeadline(_options, time);
        _inputs = [.. signature.Inputs.ToArray().Select(s => new LaneInput(s))];
        _outputs = [.. signature.Outputs.ToArray().Select(s => new LaneOutput(s))];
        _allNames = EncodedNames(_session, signature);
        _givenNames = new OrtName[_allNames.Length];
        _inputValues = new OrtValue[_inputs.Length];
        _outputValues = new OrtValue?[_outputs.Length];
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
            return held;
        }
    }

    /// <summary>Says the shape of one input of the call to come; its memory is then ready to be filled.</summary>
    public LaneInput Reshape(int input, ReadOnlySpan<long> shape, int elementCount)
    {
        if (_inputs[input].Reshape(shape, elementCount))
            ForgetBindings();
        return _inputs[input];
    }

    /// <summary>The call to come leaves an optional input out.</summary>
    public void Omit(int input) => _inputs[input].Omit();

    /// <summary>Runs the model on what the inputs hold.</summary>
    /// <param name="remaining">How long it may take; null without a limit. A node that runs is not interrupted.</param>
    /// <param name="caller">Ends the run when the caller goes away.</param>
    /// <returns>Null, or a refusal: <c>model_failed</c>, <c>deadline_exceeded</c>, <c>cancelled</c>.</returns>
    public Refusal? Run(TimeSpan? remaining, CancellationToken caller = default)
    {
        var binding = FindBinding();
        var isLimited = remaining is not null || caller.CanBeCanceled;
        var isMeasured = ++_runs % RunsPerMeasurement == 0;
        CpuNanoseconds = 0;
        if (isLimited)
            _deadline.Arm(remaining, caller);
        try
        {
            var cpu = isMeasured ? ThreadClock.Nanoseconds() : 0;
            Run(binding);
            if (isMeasured)
                CpuNanoseconds = (ThreadClock.Nanoseconds() - cpu) * RunsPerMeasurement;
            return null;
        }
        catch (OrtException) when (isLimited && _deadline.HasPassed)
        {
            return new Refusal(InferenceCodes.DeadlineExceeded, $"The run was ended after the {remaining!.Value.TotalMilliseconds:0.###} ms that were left for it.");
        }
        catch (OrtException) when (isLimited && _deadline.IsAbandoned)
        {
            return new Refusal(InferenceCodes.Cancelled, "The run was ended because its caller has gone away.");
        }
        catch (Exception e) when (e is OrtException or InvalidDataException)
        {
            return new Refusal(InferenceCodes.ModelFailed, $"The model failed: {e.Message}");
        }
        finally
        {
            if (isLimited)
                _deadline.Disarm();
        }
    }

    /// <summary>Takes an output that another lane computed; the bytes are copied.</summary>
    public void TakeOutput(int output, ReadOnlySpan<long> shape, ReadOnlySpan<byte> bytes)
    {
        if (_outputs[output].Buffer.EnsureCapacity(bytes.Length))
            ForgetBindings();
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
        _deadline.Dispose();
        ForgetBindings();
        foreach (var input in _inputs)
            input.Dispose();
        foreach (var output in _outputs)
            output.Dispose();
        _options.Dispose();
    }

    private void Run(ShapeBinding binding)
    {
        var given = 0;
        for (var i = 0; i < _inputs.Length; i++)
        {
            if (!_inputs[i].IsGiven)
                continue;
            _inputValues[given] = binding.Inputs[i] ?? _inputs[i].Strings!;
            _givenNames[given++] = _allNames[i];
        }

        if (!Array.Exists(binding.Outputs, o => o is not null))
        {
            RunAllocated(given);
            if (binding.Confirm(_outputs))
                ForgetBindings(except: binding);
            return;
        }

        try
        {
            RunInPlace(binding, given);
        }
        catch (OrtException) when (!_deadline.HasPassed && !_deadline.IsAbandoned)
        {
            // The outputs may have another shape this time; if the model itself is at fault, it fails again.
            RunAllocated(given);
            binding.DistrustOutputs();
        }
    }

    private void RunInPlace(ShapeBinding binding, int given)
    {
        binding.Outputs.CopyTo(_outputValues, 0);
        _session.Run(_options, _givenNames.AsSpan(0, given), _inputValues.AsSpan(0, given), _session.EncodedOutputNames, _outputValues);
        for (var i = 0; i < _outputs.Length; i++)
        {
            if (binding.Outputs[i] is null)
                _outputs[i].ShowValue(_outputValues[i]!);
            else
                binding.Show(_outputs[i], i);
        }
    }

    private void RunAllocated(int given)
    {
        Array.Clear(_outputValues);
        _session.Run(_options, _givenNames.AsSpan(0, given), _inputValues.AsSpan(0, given), _session.EncodedOutputNames, _outputValues);
        for (var i = 0; i < _outputs.Length; i++)
            _outputs[i].ShowValue(_outputValues[i]!);
    }

    private static OrtName[] EncodedNames(InferenceSession session, ModelSignature signature)
    {
        var names = signature.Inputs.ToArray().Select(i => i.Name).ToArray();
        var declared = session.InputNames.Count;
        return [.. session.EncodeInputNames(names[..declared]), .. session.EncodeOverridableInitializerNames(names[declared..])];
    }

    private ShapeBinding FindBinding()
    {
        foreach (var binding in _bindings)
        {
            if (binding.Fits(_inputs))
                return binding;
        }

        if (_bindings.Count == MaximumBindings)
        {
            _bindings[0].Dispose();
            _bindings.RemoveAt(0);
        }

        var made = new ShapeBinding(_inputs, _outputs);
        _bindings.Add(made);
        return made;
    }

    private void ForgetBindings(ShapeBinding? except = null)
    {
        foreach (var binding in _bindings)
        {
            if (binding != except)
                binding.Dispose();
        }

        _bindings.Clear();
        if (except is not null)
            _bindings.Add(except);
    }
}
