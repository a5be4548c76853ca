namespace ControlPlane.OnnxRuntime;

public sealed unsafe partial class InferenceSession
{
    /// <summary>Runs the model by names and gives all its outputs, in the order of <see cref="OutputNames"/>.</summary>
    public IDisposableReadOnlyCollection<OrtValue> Run(IReadOnlyDictionary<string, OrtValue> inputs) => Run(null, inputs, OutputNames);

    /// <summary>Runs the model by names and gives the outputs asked for, in that order.</summary>
    /// <param name="options">Null for defaults.</param>
    /// <param name="inputs">By name.</param>
    /// <param name="outputNames">Outputs that are not asked for are not computed where that is possible.</param>
    /// <param name="cancellationToken">Stops the run between two nodes; then <paramref name="options"/> must not be in use by another run.</param>
    /// <exception cref="OrtException">A name is unknown, or ONNX Runtime refused the values or failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before the run ended.</exception>
    public IDisposableReadOnlyCollection<OrtValue> Run(
        RunOptions? options,
        IReadOnlyDictionary<string, OrtValue> inputs,
        IReadOnlyCollection<string> outputNames,
        CancellationToken cancellationToken = default) =>
        Run(options, [.. inputs.Keys], [.. inputs.Values], outputNames, cancellationToken);

    /// <summary>Runs the model with names beside values.</summary>
    public IDisposableReadOnlyCollection<OrtValue> Run(
        RunOptions? options,
        IReadOnlyCollection<string> inputNames,
        IReadOnlyCollection<OrtValue> inputValues,
        IReadOnlyCollection<string> outputNames,
        CancellationToken cancellationToken = default)
    {
        using var own = options is null ? new RunOptions() : null;
        var outputs = new OrtValue?[outputNames.Count];
        Run(options ?? own!, EncodeInputNames(inputNames), [.. inputValues], EncodeOutputNames(outputNames), outputs, cancellationToken);
        return new OrtValueList(outputs!);
    }

    /// <summary>Names of inputs for the fast run, looked up once and kept by the caller as long as the session.</summary>
    public OrtName[] EncodeInputNames(IReadOnlyCollection<string> names) => Encode(names, InputNames, _names.Inputs, "input");

    /// <summary>Names of inputs that need not be given, for the fast run.</summary>
    public OrtName[] EncodeOverridableInitializerNames(IReadOnlyCollection<string> names) =>
        Encode(names, OverridableInitializerNames, _names.Overridable, "overridable initializer");

    /// <summary>Names of outputs for the fast run, looked up once and kept by the caller as long as the session.</summary>
    public OrtName[] EncodeOutputNames(IReadOnlyCollection<string> names) => Encode(names, OutputNames, _names.Outputs, "output");

    private static OrtName[] Encode(IReadOnlyCollection<string> names, IReadOnlyList<string> known, OrtName[] encoded, string kind)
    {
        return [.. names.Select(name => encoded[IndexOf(name)])];

        int IndexOf(string name)
        {
            for (var i = 0; i < known.Count; i++)
            {
                if (known[i] == name)
                    return i;
            }

            throw new OrtException(OrtErrorCode.InvalidArgument, $"The model has no {kind} {name}; it has {string.Join(", ", known)}.");
        }
    }
}
