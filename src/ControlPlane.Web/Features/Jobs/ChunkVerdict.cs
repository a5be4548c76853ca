using System.Text.Json;
using ControlPlane.Contracts.Jobs;
using ControlPlane.Domain.Jobs.Rows;

namespace ControlPlane.Web.Features.Jobs;

/// <summary>What an agent's report says about its chunk as a whole. Immutable.</summary>
/// <param name="Problem">Why nothing of it can be kept, though another try may do; null when that is not so.</param>
/// <param name="IsToSplit">Asked for together, rows failed: asked for one by one, only those that are at fault do.</param>
internal sealed record ChunkVerdict(string? Problem, bool IsToSplit)
{
    // The agent, not a row, is at fault: it does not hold the version, is full, or ran out of time.
    private static readonly HashSet<int> OfAgents = [404, 408, 429, 499, 503, 504];

    /// <summary>Judges a report.</summary>
    public static ChunkVerdict Of(ChunkReport report, IReadOnlyList<RowGroup> groups)
    {
        if (report.Problem is { } problem)
            return new ChunkVerdict(problem, false);
        if (report.Answers.Count != groups.Count)
            return new ChunkVerdict($"{report.Answers.Count} answers came for {groups.Count} requests.", false);
        if (report.Answers.FirstOrDefault(a => OfAgents.Contains(a.Status)) is { } unable)
            return new ChunkVerdict($"the agent answered with status {unable.Status}: {unable.Body.ToString()}", false);
        if (report.Answers.Where((a, at) => a.Status != 200 && groups[at].Rows.Count > 1).Any())
            return new ChunkVerdict(null, true);
        return new ChunkVerdict(report.Answers.All(IsWhole) ? null : "an answer is not what the protocol says.", false);
    }

    private static bool IsWhole(ChunkAnswer answer) =>
        answer.Status != 200 || (answer.Body.ValueKind == JsonValueKind.Object && answer.Body.TryGetProperty("outputs", out var outputs)
            && outputs.ValueKind == JsonValueKind.Array && outputs.EnumerateArray().All(IsTensor));

    private static bool IsTensor(JsonElement output) =>
        output.ValueKind == JsonValueKind.Object
        && output.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String
        && output.TryGetProperty("datatype", out _)
        && output.TryGetProperty("shape", out var shape) && shape.ValueKind == JsonValueKind.Array && shape.EnumerateArray().All(s => s.ValueKind == JsonValueKind.Number)
        && output.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array;
}
