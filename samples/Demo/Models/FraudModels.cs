using ControlPlane.Demo.Onnx;
using ControlPlane.Demo.Training;
using ControlPlane.Demo.Transactions;

namespace ControlPlane.Demo.Models;

/// <summary>The two versions of the model that scores card payments.</summary>
public static class FraudModels
{
    public const string Name = "fraud";
    public const string Input = "features";

    private static readonly OnnxValue InputValue = new(
        Input,
        OnnxElementType.Float,
        [null, Transaction.Length],
        "Scaled numbers about one card payment per row");

    public static IReadOnlyList<DemoModel> All(FraudTraining training) =>
    [
        Describe(1, "A small scorer, trained with few payments.", training.Small, training.HeldOut),
        Describe(2, "Twice as wide, trained with five times as many payments: finds more, blames fewer.", training.Large, training.HeldOut),
    ];

    private static DemoModel Describe(int version, string description, DenseNetwork network, IReadOnlyList<Transaction> heldOut)
    {
        var graph = new GraphBuilder();
        var scores = ClassifierGraph.Scores(graph, network, Input);
        return new DemoModel(
            Name,
            version,
            description,
            Transaction.ClassNames,
            PositiveClass: Transaction.ClassNames[1],
            ClassifierGraph.Finish(graph, scores, $"{Name}-v{version}", description, InputValue, network.Classes),
            heldOut.Count,
            Measure(network, heldOut));
    }

    private static Dictionary<string, double> Measure(DenseNetwork network, IReadOnlyList<Transaction> heldOut)
    {
        var scored = heldOut.Select(transaction => (Score: network.Probabilities(transaction.Features)[1], transaction.IsFraud)).ToArray();
        return new Dictionary<string, double>
        {
            ["accuracy"] = Examination.Share(scored, answer => (answer.Score > 0.5f) == answer.IsFraud),
            ["recall"] = Examination.Share(scored.Where(answer => answer.IsFraud), answer => answer.Score > 0.5f),
            ["precision"] = Examination.Share(scored.Where(answer => answer.Score > 0.5f), answer => answer.IsFraud),
            ["areaUnderCurve"] = Examination.AreaUnderCurve(scored),
        };
    }
}
