using System.Text.Json;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.Benchmarks.Converge;

/// <summary>What the benchmark found.</summary>
internal sealed class ConvergeReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly IReadOnlyList<MeasuredChange> _changes;

    public ConvergeReport(int agents, IReadOnlyList<MeasuredChange> changes, IReadOnlyCollection<InferenceAnswer> answers)
    {
        _changes = changes;
        Agents = agents;
        Requests = answers.Count;
        Failed = answers.Count(a => a.Status != 200);
        (Challenged, Expected, Deviation) = SharesOf(changes, answers);
    }

    public int Agents { get; }

    public int Changes => _changes.Count;

    public int Requests { get; }

    public int Failed { get; }

    /// <summary>Requests that version 2 answered while one of the measured routings was in force.</summary>
    public int Challenged { get; }

    /// <summary>How many of them the set shares predict.</summary>
    public double Expected { get; }

    /// <summary>Standard deviation of that number if every caller's bucket is an independent draw.</summary>
    public double Deviation { get; }

    public double P50 => Quantile(0.5, c => c.AcknowledgedMilliseconds);

    public double P99 => Quantile(0.99, c => c.AcknowledgedMilliseconds);

    public double Longest => _changes.Max(c => c.AcknowledgedMilliseconds);

    public double SeenP50 => Quantile(0.5, c => c.SeenMilliseconds);

    public double SeenP99 => Quantile(0.99, c => c.SeenMilliseconds);

    public void Print(TextWriter output)
    {
        output.WriteLine($"{"ms",-44} {"p50",8} {"p99",8} {"max",8}");
        output.WriteLine($"{"command to last acknowledgement",-44} {P50,8:0.0} {P99,8:0.0} {Longest,8:0.0}");
        output.WriteLine($"{"the same, seen by the client over HTTP",-44} {SeenP50,8:0.0} {SeenP99,8:0.0} {_changes.Max(c => c.SeenMilliseconds),8:0.0}");
        output.WriteLine($"{Requests:N0} requests meanwhile, {Failed} failed");
        output.WriteLine($"version 2 answered {Challenged:N0}, the set shares predict {Expected:N0} ± {Deviation:N0}: {(Challenged - Expected) / Deviation:+0.0;-0.0} standard deviations");
    }

    public void Save(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this, Json));

    private static (int, double, double) SharesOf(IReadOnlyList<MeasuredChange> changes, IReadOnlyCollection<InferenceAnswer> answers)
    {
        var shareByRevision = changes.ToDictionary(c => c.RouteRevision, c => c.Share / 10_000.0);
        var counted = answers.Where(a => shareByRevision.ContainsKey(a.RouteRevision)).ToList();
        return (
            counted.Count(a => a.Version == "2"),
            counted.Sum(a => shareByRevision[a.RouteRevision]),
            Math.Sqrt(counted.Sum(a => shareByRevision[a.RouteRevision] * (1 - shareByRevision[a.RouteRevision]))));
    }

    private double Quantile(double share, Func<MeasuredChange, double> of) =>
        _changes.Select(of).Order().ElementAt((int)Math.Ceiling(share * _changes.Count) - 1);
}
