namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>A request to infer as its envelope says, over the bytes of its body. Reused; valid until the body is given back.</summary>
internal sealed class InferRequest
{
    /// <summary>Most inputs, requested outputs or parameters of a request.</summary>
    public const int MaximumCount = 1_024;

    private readonly List<InputTensor> _inputs = [];
    private readonly List<RequestedOutput> _outputs = [];
    private readonly List<RequestParameter> _parameters = [];

    /// <summary>What the text ranges of this request lie in, UTF-8; of a request in JSON, its text.</summary>
    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>The whole of a request that is nothing but one tensor's bytes; null for any other.</summary>
    public ReadOnlyMemory<byte>? RawOnly { get; set; }

    /// <summary>The caller's id, raw; null when there is none.</summary>
    public TextRange? Id { get; set; }

    /// <summary>How long the answer may take from the request's arrival; null without a limit.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>Outputs come as bytes where they do not say otherwise themselves.</summary>
    public bool IsBinaryOutput { get; set; }

    public int InputCount { get; private set; }

    /// <summary>False when the request has no <c>inputs</c>.</summary>
    public bool HasInputs { get; set; }

    /// <summary>Outputs asked for; none means all.</summary>
    public IReadOnlyList<RequestedOutput> Outputs => _outputs;

    public IReadOnlyList<RequestParameter> Parameters => _parameters;

    public InputTensor Input(int index) => _inputs[index];

    /// <summary>Forgets everything and takes a new body.</summary>
    public void Begin(ReadOnlyMemory<byte> body)
    {
        Body = body;
        (RawOnly, Id, Timeout, IsBinaryOutput) = (null, null, null, false);
        (InputCount, HasInputs) = (0, false);
        _outputs.Clear();
        _parameters.Clear();
    }

    /// <summary>Lowers the time that the answer may take; the shortest of all limits counts.</summary>
    public void Limit(TimeSpan timeout)
    {
        if (Timeout is null || timeout < Timeout)
            Timeout = timeout;
    }

    /// <summary>The next input, empty; null when there are too many.</summary>
    public InputTensor? AddInput()
    {
        if (InputCount == MaximumCount)
            return null;
        if (InputCount == _inputs.Count)
            _inputs.Add(new InputTensor());
        var input = _inputs[InputCount++];
        input.Clear();
        return input;
    }

    /// <summary>False when there are too many.</summary>
    public bool TryAddOutput(RequestedOutput output)
    {
        if (_outputs.Count == MaximumCount)
            return false;
        _outputs.Add(output);
        return true;
    }

    /// <summary>False when there are too many.</summary>
    public bool TryAddParameter(RequestParameter parameter)
    {
        if (_parameters.Count == MaximumCount)
            return false;
        _parameters.Add(parameter);
        return true;
    }
}
