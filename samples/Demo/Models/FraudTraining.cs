using ControlPlane.Demo.Training;
using ControlPlane.Demo.Transactions;

namespace ControlPlane.Demo.Models;

/// <summary>What training for the fraud model leaves behind.</summary>
/// <param name="Small">Learned from few payments.</param>
/// <param name="Large">Twice as wide and learned from five times as many.</param>
/// <param name="HeldOut">Payments that no network has seen, with the usual share of frauds.</param>
public sealed record FraudTraining(DenseNetwork Small, DenseNetwork Large, IReadOnlyList<Transaction> HeldOut)
{
    private const int SmallTransactions = 4_000;
    private const int LargeTransactions = 20_000;
    private const int HeldOutTransactions = 10_000;

    /// <summary>Frauds are rare; training shows more of them so that few epochs are enough.</summary>
    private const double TrainingFraudShare = 0.15;

    private static readonly TrainingPlan SmallPlan = new(Epochs: 8, LearningRate: 0.02f);
    private static readonly TrainingPlan LargePlan = new(Epochs: 6, LearningRate: 0.03f);

    public static FraudTraining Train(Random random) => new(
        Fit(random.Child(), SmallTransactions, SmallPlan, Transaction.Length, 64, 32, 2),
        Fit(random.Child(), LargeTransactions, LargePlan, Transaction.Length, 128, 64, 2),
        Draw(random.Child(), HeldOutTransactions, TransactionGenerator.UsualFraudShare));

    private static DenseNetwork Fit(Random random, int count, TrainingPlan plan, params ReadOnlySpan<int> widths)
    {
        var transactions = Draw(random.Child(), count, TrainingFraudShare);
        var network = DenseNetwork.Scattered(random.Child(), widths);
        Trainer.Train(network, [.. transactions.Select(transaction => transaction.ToExample())], plan, random.Child());
        return network;
    }

    private static Transaction[] Draw(Random random, int count, double fraudShare)
    {
        var generator = new TransactionGenerator(random);
        return [.. Enumerable.Range(0, count).Select(_ => generator.Next(fraudShare))];
    }
}
