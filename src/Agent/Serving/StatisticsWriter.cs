using System.Text;
using ControlPlane.AgentHost.Serving.Json;
using ControlPlane.AgentHost.Statistics;

namespace ControlPlane.AgentHost.Serving;

/// <summary>Writes statistics as the protocol's extension has them. Stateless.</summary>
internal static class StatisticsWriter
{
    /// <summary>Writes them all.</summary>
    public static void Write(JsonBuffer to, IReadOnlyList<ModelStatistics> statistics)
    {
        to.Raw("{\"model_stats\":["u8);
        for (var i = 0; i < statistics.Count; i++)
        {
            if (i > 0)
                to.Mark(',');
            Write(to, statistics[i]);
        }

        to.Raw("]}"u8);
    }

    private static void Write(JsonBuffer to, ModelStatistics model)
    {
        to.Raw("{\"name\":"u8);
        to.Text(Encoding.UTF8.GetBytes(model.Endpoint));
        to.Raw(",\"version\":\""u8);
        to.Number(model.Version);
        to.Raw("\",\"last_inference\":"u8);
        to.Number(model.LastAnswerAt?.ToUnixTimeMilliseconds() ?? 0);
        to.Raw(",\"inference_count\":"u8);
        to.Number(model.Rows);
        to.Raw(",\"execution_count\":"u8);
        to.Number(model.Batches.Seen().Sum(b => b.Count));
        to.Raw(",\"inference_stats\":{"u8);
        Write(to, "\"success\":"u8, model.Success);
        Write(to, ",\"fail\":"u8, model.Fail);
        Write(to, ",\"queue\":"u8, model.Queue);
        Write(to, ",\"compute_input\":"u8, model.Input);
        Write(to, ",\"compute_infer\":"u8, model.Infer);
        Write(to, ",\"compute_output\":"u8, model.Output);
        Write(to, ",\"cache_hit\":"u8, model.CacheHit);
        Write(to, ",\"cache_miss\":"u8, model.CacheMiss);
        to.Raw("},\"batch_stats\":["u8);
        foreach (var (number, batch) in model.Batches.Seen().Index())
        {
            to.Raw(number == 0 ? "{\"batch_size\":"u8 : ",{\"batch_size\":"u8);
            to.Number(batch.Size);
            Write(to, ",\"compute_input\":"u8, batch.Count, batch.Input);
            Write(to, ",\"compute_infer\":"u8, batch.Count, batch.Infer);
            Write(to, ",\"compute_output\":"u8, batch.Count, batch.Output);
            to.Mark('}');
        }

        to.Raw("]}"u8);
    }

    private static void Write(JsonBuffer to, ReadOnlySpan<byte> name, StageCounter counter)
    {
        var totals = counter.Totals();
        Write(to, name, totals.Count, totals.Sum);
    }

    private static void Write(JsonBuffer to, ReadOnlySpan<byte> name, long count, TimeSpan sum)
    {
        to.Raw(name);
        to.Raw("{\"count\":"u8);
        to.Number(count);
        to.Raw(",\"ns\":"u8);
        to.Number((long)sum.TotalNanoseconds);
        to.Mark('}');
    }
}
