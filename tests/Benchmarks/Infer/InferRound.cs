namespace ControlPlane.Benchmarks.Infer;

/// <summary>Both servers measured one right after the other, so that a noisy neighbour hits both.</summary>
internal sealed record InferRound(LoadResult Agent, LoadResult Fastify)
{
    /// <summary>How many times as many requests the agent answers.</summary>
    public double Ratio => Agent.RequestsPerSecond / Fastify.RequestsPerSecond;
}
