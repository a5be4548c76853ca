using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Jobs;
using ControlPlane.Contracts.Json;
using ControlPlane.Web.Tests.Agents;

namespace ControlPlane.Web.Tests.Jobs;

/// <summary>An agent that asks for rows and answers them as a version would that adds its number to every element.</summary>
internal sealed class JobWorker(FakeAgent agent, string model)
{
    public async Task<WorkAnswer> AskAsync(params int[] versions)
    {
        using var answer = await agent.Http.PostAsJsonAsync(
            AgentRoutes.Work, new WorkRequest { Versions = [.. versions.Select(v => new ReadyVersion(model, v))] }, ContractsJsonContext.Default.WorkRequest);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync(ContractsJsonContext.Default.WorkAnswer))!;
    }

    /// <summary>Takes the next chunk; the test fails when there is none.</summary>
    public async Task<ChunkLease> TakeAsync(int version = 1)
    {
        var chunk = (await AskAsync(version)).Chunk;
        Assert.NotNull(chunk);
        return chunk;
    }

    public async Task<HttpStatusCode> ReportAsync(ChunkReport report)
    {
        using var answer = await agent.Http.PostAsJsonAsync(AgentRoutes.WorkReport, report, ContractsJsonContext.Default.ChunkReport);
        return answer.StatusCode;
    }

    public async Task<HttpStatusCode> RenewAsync(ChunkLease lease)
    {
        using var answer = await agent.Http.PostAsJsonAsync(AgentRoutes.WorkRenewal, new LeaseRenewal(lease.JobId, lease.Chunk, lease.Lease), ContractsJsonContext.Default.LeaseRenewal);
        return answer.StatusCode;
    }

    public Task<HttpStatusCode> AnswerAsync(ChunkLease lease) => ReportAsync(Report(lease, request => Added(request, lease.Version)));

    /// <summary>Runs chunks until there are none.</summary>
    public async Task FinishAsync(int version = 1)
    {
        while ((await AskAsync(version)).Chunk is { } lease)
            Assert.Equal(HttpStatusCode.NoContent, await AnswerAsync(lease));
    }

    public static ChunkReport Report(ChunkLease lease, Func<JsonElement, ChunkAnswer> answer) =>
        new() { JobId = lease.JobId, Chunk = lease.Chunk, Lease = lease.Lease, Answers = [.. lease.Requests.Select(answer)] };

    public static ChunkAnswer Failed(int status, string sentence) => new(status, JsonSerializer.SerializeToElement(new { error = sentence }));

    public static ChunkAnswer Added(JsonElement request, int version)
    {
        var input = request.GetProperty("inputs")[0];
        return new ChunkAnswer(200, JsonSerializer.SerializeToElement(new
        {
            outputs = new[]
            {
                new { name = "y", datatype = "FP32", shape = input.GetProperty("shape"), data = input.GetProperty("data").EnumerateArray().Select(e => e.GetDouble() + version) },
            },
        }));
    }
}
