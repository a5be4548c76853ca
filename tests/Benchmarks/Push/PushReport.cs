using System.Globalization;

namespace ControlPlane.Benchmarks.Push;

/// <summary>From the command to the last acknowledgement, in milliseconds, with one number of agents.</summary>
/// <param name="Agents">How many were connected.</param>
/// <param name="Changes">Changed splits.</param>
/// <param name="Rollbacks">Rollbacks by hand.</param>
internal sealed record PushReport(int Agents, IReadOnlyList<double> Changes, IReadOnlyList<double> Rollbacks)
{
    /// <summary>Promised for a rollback, whatever the number of agents: two seconds.</summary>
    public const double Promised = 2_000;

    public bool IsMet => Quantile(Rollbacks, 0.99) <= Promised;

    public static void PrintHead(TextWriter output)
    {
        output.WriteLine("| agents | changed split p50, p99, longest | rollback p50, p99, longest |");
        output.WriteLine("|---|---|---|");
    }

    public void Print(TextWriter output) => output.WriteLine($"| {Agents} | {Words(Changes)} | {Words(Rollbacks)} |");

    private static string Words(IReadOnlyList<double> milliseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{Quantile(milliseconds, 0.5):0} ms, {Quantile(milliseconds, 0.99):0} ms, {milliseconds.Max():0} ms");

    private static double Quantile(IReadOnlyList<double> values, double share) => values.Order().ElementAt((int)Math.Ceiling(share * values.Count) - 1);
}
