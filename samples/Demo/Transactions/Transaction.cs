using ControlPlane.Demo.Training;

namespace ControlPlane.Demo.Transactions;

/// <summary>One card payment as the fraud models see it, with the truth that becomes known later.</summary>
public sealed record Transaction(float[] Features, bool IsFraud)
{
    /// <summary>Numbers a model takes for one transaction.</summary>
    public const int Length = 30;

    /// <summary>Class names in the order of class indices.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = ["legitimate", "fraud"];

    public Example ToExample() => new(Features, IsFraud ? 1 : 0);
}
