using ControlPlane.Demo.Training;

namespace ControlPlane.Demo.Tests.Training;

public sealed class TrainerTests
{
    private static readonly Example[] ExclusiveOr =
    [
        new([0, 0], 0), new([0, 1], 1), new([1, 0], 1), new([1, 1], 0),
    ];

    [Fact]
    public void Train_ExclusiveOr_LearnsWhatNoSingleLayerCan()
    {
        var deep = DenseNetwork.Scattered(new Random(1), 2, 8, 2);
        var flat = DenseNetwork.Scattered(new Random(1), 2, 2);

        Trainer.Train(deep, ExclusiveOr, new TrainingPlan(Epochs: 600, LearningRate: 0.1f), new Random(2));
        Trainer.Train(flat, ExclusiveOr, new TrainingPlan(Epochs: 600, LearningRate: 0.1f), new Random(2));

        Assert.Equal(1, Accuracy(deep));
        Assert.True(Accuracy(flat) < 1);
    }

    [Fact]
    public void Train_SameSeeds_GivesTheSameWeights()
    {
        var first = DenseNetwork.Scattered(new Random(1), 2, 9, 2);
        var second = DenseNetwork.Scattered(new Random(1), 2, 9, 2);

        Trainer.Train(first, ExclusiveOr, new TrainingPlan(Epochs: 20, LearningRate: 0.1f), new Random(2));
        Trainer.Train(second, ExclusiveOr, new TrainingPlan(Epochs: 20, LearningRate: 0.1f), new Random(2));

        Assert.Equal(first.Layers.SelectMany(layer => layer.Weights), second.Layers.SelectMany(layer => layer.Weights));
    }

    [Fact]
    public void Train_OtherSeed_GivesOtherWeights()
    {
        var first = DenseNetwork.Scattered(new Random(1), 2, 9, 2);
        var second = DenseNetwork.Scattered(new Random(2), 2, 9, 2);

        Trainer.Train(first, ExclusiveOr, new TrainingPlan(Epochs: 20, LearningRate: 0.1f), new Random(2));
        Trainer.Train(second, ExclusiveOr, new TrainingPlan(Epochs: 20, LearningRate: 0.1f), new Random(2));

        Assert.NotEqual(first.Layers.SelectMany(layer => layer.Weights), second.Layers.SelectMany(layer => layer.Weights));
    }

    [Fact]
    public void Probabilities_OfALargeScore_SumToOneWithoutOverflow()
    {
        var network = new DenseNetwork(1, 2);
        network.Layers[0].Bias[1] = 1_000;

        Assert.Equal([0, 1], network.Probabilities([0]));
    }

    private static double Accuracy(DenseNetwork network) =>
        Examination.Share(ExclusiveOr, example => network.Classify(example.Input) == example.Label);
}
