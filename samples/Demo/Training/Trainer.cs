namespace ControlPlane.Demo.Training;

/// <summary>
/// Mini-batch gradient descent with momentum on the cross entropy.
/// The same network, examples, plan and seed give the same weights to the last bit.
/// </summary>
public sealed class Trainer
{
    private readonly DenseNetwork _network;
    private readonly DenseLayer[] _steps;
    private readonly float[][] _values;
    private readonly float[][] _errors;

    private Trainer(DenseNetwork network)
    {
        _network = network;
        _steps = [.. network.Layers.Select(layer => new DenseLayer(layer.Inputs, layer.Outputs))];
        _values = [new float[network.Layers[0].Inputs], .. network.Layers.Select(layer => new float[layer.Outputs])];
        _errors = [.. _values.Select(values => new float[values.Length])];
    }

    /// <summary>Changes the weights of <paramref name="network"/> so that it fits the examples.</summary>
    public static void Train(DenseNetwork network, IReadOnlyList<Example> examples, TrainingPlan plan, Random random)
    {
        var trainer = new Trainer(network);
        var order = examples.ToArray();
        for (var epoch = 0; epoch < plan.Epochs; epoch++)
        {
            random.Shuffle(order);
            var progress = epoch / (float)plan.Epochs;
            var rate = plan.LearningRate * (1 - (progress * (1 - TrainingPlan.FinalShare)));
            foreach (var batch in order.Chunk(TrainingPlan.BatchLength))
                trainer.Step(batch, rate);
        }
    }

    /// <summary>
    /// The steps hold the last step, shrunk by the momentum, and gather the gradient of this batch on top.
    /// The rate goes into the errors, so that no pass over the weights is spent on it.
    /// </summary>
    private void Step(Example[] batch, float rate)
    {
        foreach (var step in _steps)
        {
            Shrink(step.Weights);
            Shrink(step.Bias);
        }

        foreach (var example in batch)
            Learn(example, -rate / batch.Length);

        for (var index = 0; index < _steps.Length; index++)
        {
            DenseLayer.AddScaled(_network.Layers[index].Weights, _steps[index].Weights, 1);
            DenseLayer.AddScaled(_network.Layers[index].Bias, _steps[index].Bias, 1);
        }
    }

    private void Learn(Example example, float factor)
    {
        Forward(example.Input);

        var error = _errors[^1];
        for (var index = 0; index < error.Length; index++)
            error[index] = factor * (_values[^1][index] - (index == example.Label ? 1 : 0));

        for (var index = _steps.Length - 1; index >= 0; index--)
        {
            DenseLayer.Accumulate(_steps[index], _values[index], _errors[index + 1]);
            if (index > 0)
                PassBack(index);
        }
    }

    private void Forward(float[] input)
    {
        input.CopyTo(_values[0], 0);
        for (var index = 0; index < _steps.Length; index++)
        {
            _network.Layers[index].Forward(_values[index], _values[index + 1]);
            if (index < _steps.Length - 1)
                DenseNetwork.Rectify(_values[index + 1]);
        }

        DenseNetwork.Softmax(_values[^1]);
    }

    private void PassBack(int index)
    {
        var error = _errors[index];
        _network.Layers[index].Backward(_errors[index + 1], error);
        for (var unit = 0; unit < error.Length; unit++)
        {
            if (_values[index][unit] <= 0)
                error[unit] = 0;
        }
    }

    private static void Shrink(Span<float> values)
    {
        for (var index = 0; index < values.Length; index++)
            values[index] *= TrainingPlan.Momentum;
    }
}
