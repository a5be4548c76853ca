namespace ControlPlane.Benchmarks.Infer;

/// <summary>All contenders measured right after one another, so that a noisy neighbour hits all.</summary>
/// <param name="Scenario">What was asked.</param>
/// <param name="Connections">Over how many connections.</param>
/// <param name="Results">What each did.</param>
internal sealed record InferRound(string Scenario, int Connections, IReadOnlyDictionary<Contender, LoadResult> Results)
{
    /// <summary>How many times as many requests the agent answers; null when the other one was not measured.</summary>
    public double? RatioTo(Contender other) => Results.TryGetValue(other, out var theirs) ? Results[Contender.Agent].RequestsPerSecond / theirs.RequestsPerSecond : null;
}
