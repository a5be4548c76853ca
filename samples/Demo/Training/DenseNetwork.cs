namespace ControlPlane.Demo.Training;

/// <summary>A classifier of fully connected layers: rectifiers between them, softmax at the end.</summary>
public sealed class DenseNetwork
{
    private readonly DenseLayer[] _layers;

    /// <summary>A network of zeros; <paramref name="widths"/> runs from the inputs to the classes.</summary>
    public DenseNetwork(params ReadOnlySpan<int> widths)
    {
        _layers = new DenseLayer[widths.Length - 1];
        for (var index = 0; index < _layers.Length; index++)
            _layers[index] = new DenseLayer(widths[index], widths[index + 1]);
    }

    public IReadOnlyList<DenseLayer> Layers => _layers;

    public int Classes => _layers[^1].Outputs;

    /// <summary>A network with random weights to start training from.</summary>
    public static DenseNetwork Scattered(Random random, params ReadOnlySpan<int> widths)
    {
        var network = new DenseNetwork(widths);
        foreach (var layer in network._layers)
            layer.Scatter(random);

        return network;
    }

    /// <summary>A probability per class; they sum to 1.</summary>
    public float[] Probabilities(ReadOnlySpan<float> input)
    {
        var values = input.ToArray();
        for (var index = 0; index < _layers.Length; index++)
        {
            var output = new float[_layers[index].Outputs];
            _layers[index].Forward(values, output);
            if (index < _layers.Length - 1)
                Rectify(output);

            values = output;
        }

        Softmax(values);
        return values;
    }

    /// <summary>The most probable class; the first of equals.</summary>
    public int Classify(ReadOnlySpan<float> input)
    {
        var probabilities = Probabilities(input);
        return Array.IndexOf(probabilities, probabilities.Max());
    }

    internal static void Rectify(Span<float> values)
    {
        for (var index = 0; index < values.Length; index++)
            values[index] = MathF.Max(values[index], 0);
    }

    internal static void Softmax(Span<float> values)
    {
        var highest = float.NegativeInfinity;
        foreach (var value in values)
            highest = MathF.Max(highest, value);

        var sum = 0f;
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = MathF.Exp(values[index] - highest);
            sum += values[index];
        }

        for (var index = 0; index < values.Length; index++)
            values[index] /= sum;
    }
}
