using ControlPlane.AgentHost.Serving.Grpc.Messages;
using ControlPlane.AgentHost.Statistics;
using Counts = ControlPlane.AgentHost.Statistics.ModelStatistics;
using ModelStatistics = ControlPlane.AgentHost.Serving.Grpc.Messages.ModelStatistics;

namespace ControlPlane.AgentHost.Serving.Grpc;

/// <summary>Puts statistics into the message of the protocol's extension. Stateless.</summary>
internal static class GrpcStatistics
{
    /// <summary>The message.</summary>
    public static ModelStatistics Of(Counts model) => new()
    {
        Name = model.Endpoint,
        Version = $"{model.Version}",
        LastInference = (ulong)(model.LastAnswerAt?.ToUnixTimeMilliseconds() ?? 0),
        InferenceCount = (ulong)model.Rows,
        ExecutionCount = (ulong)model.Batches.Seen().Sum(b => b.Count),
        InferenceStats = new InferStatistics
        {
            Success = Of(model.Success),
            Fail = Of(model.Fail),
            Queue = Of(model.Queue),
            ComputeInput = Of(model.Input),
            ComputeInfer = Of(model.Infer),
            ComputeOutput = Of(model.Output),
            CacheHit = Of(model.CacheHit),
            CacheMiss = Of(model.CacheMiss),
        },
        BatchStats =
        {
            model.Batches.Seen().Select(b => new InferBatchStatistics
            {
                BatchSize = (ulong)b.Size,
                ComputeInput = Of(b.Count, b.Input),
                ComputeInfer = Of(b.Count, b.Infer),
                ComputeOutput = Of(b.Count, b.Output),
            }),
        },
    };

    private static StatisticDuration Of(StageCounter counter)
    {
        var totals = counter.Totals();
        return Of(totals.Count, totals.Sum);
    }

    private static StatisticDuration Of(long count, TimeSpan sum) => new() { Count = (ulong)count, Ns = (ulong)sum.TotalNanoseconds };
}
