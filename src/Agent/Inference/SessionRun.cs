using ControlPlane.Contracts.Outcomes;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Inference;

/// <summary>Runs a lane's calls in a session of this process, with values over the lane's memory for the shapes seen lately. One call at a time.</summary>
internal sealed class SessionRun : ILaneRun
{
    private const int MaximumBindings = 8;

    // Asking the system for processor time twice takes a quarter of what a small model does.
    private const int RunsPerMeasurement = 8;

    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly RunDeadline _deadline;
    private readonly OrtName[] _allNames;
    private readonly OrtName[] _givenNames;
    private readonly OrtValue[] _inputValues;
    private readonly OrtValue?[] _outputValues;
    private readonly List<ShapeBinding> _bindings = new(MaximumBindings);
    private int _runs;

    /// <summary>Of one session.</summary>
    public SessionRun(InferenceSession session, ModelSignature signature, TimeProvider time)
    {
        _session = session;
        _deadline = new RunDeadline(_options, time);
        _allNames = EncodedNames(session, signature);
        _givenNames = new OrtName[_allNames.Length];
        _inputValues = new OrtValue[signature.Inputs.Length];
        _outputValues = new OrtValue?[signature.Outputs.Length];
    }

    /// <inheritdoc />
    public long HeldBytes => 0;

    /// <inheritdoc />
    public Refusal? Run(LaneInput[] inputs, LaneOutput[] outputs, TimeSpan? remaining, CancellationToken caller, out long cpuNanoseconds)
    {
        var binding = FindBinding(inputs, outputs);
        var isLimited = remaining is not null || caller.CanBeCanceled;
        var isMeasured = ++_runs % RunsPerMeasurement == 0;
        cpuNanoseconds = 0;
        if (isLimited)
            _deadline.Arm(remaining, caller);
        try
        {
            var cpu = isMeasured ? ThreadClock.Nanoseconds() : 0;
            Run(binding, inputs, outputs);
            if (isMeasured)
                cpuNanoseconds = (ThreadClock.Nanoseconds() - cpu) * RunsPerMeasurement;
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

    /// <inheritdoc />
    public void MemoryMoved() => ForgetBindings();

    public void Dispose()
    {
        _deadline.Dispose();
        ForgetBindings();
        _options.Dispose();
    }

    private void Run(ShapeBinding binding, LaneInput[] inputs, LaneOutput[] outputs)
    {
        var given = 0;
        for (var i = 0; i < inputs.Length; i++)
        {
            if (!inputs[i].IsGiven)
                continue;
            _inputValues[given] = binding.Inputs[i] ?? inputs[i].Strings!;
            _givenNames[given++] = _allNames[i];
        }

        if (!Array.Exists(binding.Outputs, o => o is not null))
        {
            RunAllocated(outputs, given);
            if (binding.Confirm(outputs))
                ForgetBindings(except: binding);
            return;
        }

        try
        {
            RunInPlace(binding, outputs, given);
        }
        catch (OrtException) when (!_deadline.HasPassed && !_deadline.IsAbandoned)
        {
            // The outputs may have another shape this time; if the model itself is at fault, it fails again.
            RunAllocated(outputs, given);
            binding.DistrustOutputs();
        }
    }

    private void RunInPlace(ShapeBinding binding, LaneOutput[] outputs, int given)
    {
        binding.Outputs.CopyTo(_outputValues, 0);
        _session.Run(_options, _givenNames.AsSpan(0, given), _inputValues.AsSpan(0, given), _session.EncodedOutputNames, _outputValues);
        for (var i = 0; i < outputs.Length; i++)
        {
            if (binding.Outputs[i] is null)
                outputs[i].ShowValue(_outputValues[i]!);
            else
                binding.Show(outputs[i], i);
        }
    }

    private void RunAllocated(LaneOutput[] outputs, int given)
    {
        Array.Clear(_outputValues);
        _session.Run(_options, _givenNames.AsSpan(0, given), _inputValues.AsSpan(0, given), _session.EncodedOutputNames, _outputValues);
        for (var i = 0; i < outputs.Length; i++)
            outputs[i].ShowValue(_outputValues[i]!);
    }

    private static OrtName[] EncodedNames(InferenceSession session, ModelSignature signature)
    {
        var names = signature.Inputs.ToArray().Select(i => i.Name).ToArray();
        var declared = session.InputNames.Count;
        return [.. session.EncodeInputNames(names[..declared]), .. session.EncodeOverridableInitializerNames(names[declared..])];
    }

    private ShapeBinding FindBinding(LaneInput[] inputs, LaneOutput[] outputs)
    {
        foreach (var binding in _bindings)
        {
            if (binding.Fits(inputs))
                return binding;
        }

        if (_bindings.Count == MaximumBindings)
        {
            _bindings[0].Dispose();
            _bindings.RemoveAt(0);
        }

        var made = new ShapeBinding(inputs, outputs);
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
