using System.Numerics;

namespace ControlPlane.Demo.Training;

/// <summary>
/// A fully connected layer: output = input × weights + bias.
/// All loops add along the outputs, never across a vector.
/// So the order of additions, and with it every bit of the result, is the same on every width of vector unit.
/// </summary>
public sealed class DenseLayer(int inputs, int outputs)
{
    public int Inputs => inputs;

    public int Outputs => outputs;

    /// <summary>Row by row: the weights of input 0 for all outputs come first.</summary>
    public float[] Weights { get; } = new float[inputs * outputs];

    public float[] Bias { get; } = new float[outputs];

    /// <summary>He's start for layers before a rectifier: normal with variance 2 / inputs.</summary>
    public void Scatter(Random random)
    {
        var deviation = MathF.Sqrt(2f / inputs);
        for (var index = 0; index < Weights.Length; index++)
            Weights[index] = deviation * random.Normal();
    }

    public void Forward(ReadOnlySpan<float> input, Span<float> output)
    {
        Bias.CopyTo(output);
        for (var row = 0; row < inputs; row++)
        {
            if (input[row] != 0)
                AddScaled(output, Weights.AsSpan(row * outputs, outputs), input[row]);
        }
    }

    /// <summary>Adds what one example says about this layer to <paramref name="gradient"/>.</summary>
    public static void Accumulate(DenseLayer gradient, ReadOnlySpan<float> input, ReadOnlySpan<float> outputError)
    {
        AddScaled(gradient.Bias, outputError, 1);
        for (var row = 0; row < gradient.Inputs; row++)
        {
            if (input[row] != 0)
                AddScaled(gradient.Weights.AsSpan(row * gradient.Outputs, gradient.Outputs), outputError, input[row]);
        }
    }

    /// <summary>The error of the inputs, for the layer before.</summary>
    public void Backward(ReadOnlySpan<float> outputError, Span<float> inputError)
    {
        for (var row = 0; row < inputs; row++)
        {
            var weights = Weights.AsSpan(row * outputs, outputs);
            var sum = 0f;
            for (var column = 0; column < outputs; column++)
                sum += weights[column] * outputError[column];

            inputError[row] = sum;
        }
    }

    internal static void AddScaled(Span<float> target, ReadOnlySpan<float> values, float factor)
    {
        var index = 0;
        for (; index <= target.Length - Vector<float>.Count; index += Vector<float>.Count)
        {
            var sum = new Vector<float>(target[index..]) + (new Vector<float>(values[index..]) * factor);
            sum.CopyTo(target[index..]);
        }

        for (; index < target.Length; index++)
            target[index] += values[index] * factor;
    }
}
