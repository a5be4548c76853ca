using ControlPlane.Demo.Training;

namespace ControlPlane.Demo.Tests.Training;

/// <summary>Sizes beyond a vector's width, so that the loop and its remainder are both used.</summary>
public sealed class DenseLayerTests
{
    private const int Inputs = 5;
    private const int Outputs = 37;

    [Fact]
    public void Forward_AnyWidth_EqualsTheSumByHand()
    {
        var layer = ALayer();
        float[] input = [0.5f, 0, -2, 1.25f, 3];
        var output = new float[Outputs];

        layer.Forward(input, output);

        for (var column = 0; column < Outputs; column++)
        {
            var expected = layer.Bias[column] + Enumerable.Range(0, Inputs).Sum(row => input[row] * layer.Weights[(row * Outputs) + column]);
            Assert.Equal(expected, output[column], tolerance: 1e-4f);
        }
    }

    [Fact]
    public void Backward_AndAccumulate_AreTheSlopesOfForward()
    {
        const float Step = 1e-2f;
        var layer = ALayer();
        var gradient = new DenseLayer(Inputs, Outputs);
        float[] input = [0.5f, 0.25f, -2, 1.25f, 3];
        var outputError = Enumerable.Range(0, Outputs).Select(column => 0.1f * (column - 18)).ToArray();
        var inputError = new float[Inputs];

        layer.Backward(outputError, inputError);
        DenseLayer.Accumulate(gradient, input, outputError);

        var before = Loss();
        input[2] += Step;
        Assert.Equal((Loss() - before) / Step, inputError[2], tolerance: 0.02);
        input[2] -= Step;
        layer.Weights[(3 * Outputs) + 33] += Step;
        Assert.Equal((Loss() - before) / Step, gradient.Weights[(3 * Outputs) + 33], tolerance: 0.02);

        double Loss()
        {
            var output = new float[Outputs];
            layer.Forward(input, output);
            return output.Zip(outputError, (value, error) => (double)value * error).Sum();
        }
    }

    private static DenseLayer ALayer()
    {
        var layer = new DenseLayer(Inputs, Outputs);
        var random = new Random(1);
        layer.Scatter(random);
        for (var column = 0; column < Outputs; column++)
            layer.Bias[column] = random.NextSingle();

        return layer;
    }
}
