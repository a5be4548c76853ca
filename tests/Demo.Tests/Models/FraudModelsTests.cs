using ControlPlane.Demo.Models;
using ControlPlane.Demo.Training;
using ControlPlane.Demo.Transactions;

namespace ControlPlane.Demo.Tests.Models;

public sealed class FraudModelsTests
{
    /// <summary>From a seed that no training uses.</summary>
    private static readonly Transaction[] NeverSeen = DrawNeverSeen();

    [Fact]
    public void Version2_OnPaymentsNeverSeen_IsBetterInEveryMeasure()
    {
        var small = Examine(TrainedSet.Fraud(1));
        var large = Examine(TrainedSet.Fraud(2));

        Assert.InRange(small.Area, 0.95, large.Area - 0.004);
        Assert.InRange(small.Accuracy, 0.95, large.Accuracy - 0.005);
        Assert.InRange(small.Recall, 0.70, large.Recall - 0.03);
        Assert.True(large.Accuracy < 0.998);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void EitherVersion_BeatsCallingEverythingLegitimate(int version)
    {
        var withoutAModel = Examination.Share(NeverSeen, transaction => !transaction.IsFraud);

        Assert.True(Examine(TrainedSet.Fraud(version)).Accuracy > withoutAModel);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Measures_InTheManifest_AgreeWithPaymentsNeverSeen(int version)
    {
        var model = TrainedSet.Fraud(version);

        var examined = Examine(model);

        Assert.Equal(examined.Accuracy, model.Measures["accuracy"], tolerance: 0.01);
        Assert.Equal(examined.Area, model.Measures["areaUnderCurve"], tolerance: 0.01);
        Assert.Equal(examined.Recall, model.Measures["recall"], tolerance: 0.06);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void OnnxRuntime_OnABatch_GivesTheProbabilitiesOfTheTrainedNetwork(int version)
    {
        var network = version == 1 ? TrainedSet.Usual.Fraud.Small : TrainedSet.Usual.Fraud.Large;
        var rows = NeverSeen.Take(100).Select(transaction => transaction.Features).ToArray();
        using var session = new ModelSession(TrainedSet.Fraud(version));

        var (labels, probabilities) = session.Run(rows);

        Assert.Equal(rows.Select(row => (long)network.Classify(row)), labels);
        var expected = rows.SelectMany(row => network.Probabilities(row)).ToArray();
        Assert.Equal(expected.Length, probabilities.Length);
        Assert.All(expected.Zip(probabilities), pair => Assert.Equal(pair.First, pair.Second, tolerance: 1e-5f));
    }

    private static (double Accuracy, double Recall, double Area) Examine(DemoModel model)
    {
        using var session = new ModelSession(model);
        var (labels, probabilities) = session.Run([.. NeverSeen.Select(transaction => transaction.Features)]);
        var answers = NeverSeen
            .Select((transaction, row) => (Score: probabilities[(2 * row) + 1], Label: labels[row], transaction.IsFraud))
            .ToArray();
        return (
            Examination.Share(answers, answer => (answer.Label == 1) == answer.IsFraud),
            Examination.Share(answers.Where(answer => answer.IsFraud), answer => answer.Label == 1),
            Examination.AreaUnderCurve(answers.Select(answer => (answer.Score, answer.IsFraud))));
    }

    private static Transaction[] DrawNeverSeen()
    {
        var generator = new TransactionGenerator(new Random(987_654_321));
        return [.. Enumerable.Range(0, 20_000).Select(_ => generator.Next())];
    }
}
