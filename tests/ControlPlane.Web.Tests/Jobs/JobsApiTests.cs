using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ControlPlane.TestKit.Processes;
using ControlPlane.TestKit.Time;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Jobs;

public sealed partial class JobsApiTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _clock = new();
    private HostUnderTest _host = null!;
    private Agents.FakeAgent _agent = null!;
    private JobWorker _worker = null!;

    public async Task InitializeAsync()
    {
        _host = await HostUnderTest.StartAsync(_clock, "--Jobs:InputLimit=100000", "--Jobs:SetLimit=2000");
        await _host.PreparePetsAsync();
        _agent = await _host.JoinAsync();
        _worker = new JobWorker(_agent, "pets");
    }

    public async Task DisposeAsync()
    {
        await _agent.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Job_WithBrokenRows_AnswersTheOthersInOrderAndSaysTheLine()
    {
        var job = await StartAsync("id,a,b,c,d\nr1,1,2,3,4\nr2,1,2\nr3,5,6,7,eight\nr4,9,10,11,12\n", "key=id&chunkRows=2");

        await _worker.FinishAsync();

        var ended = await GetAsync(job);
        Assert.Equal(("succeeded", 4, 4, 2), (ended.GetProperty("phase").GetString(), ended.GetProperty("rows").GetInt32(), ended.GetProperty("rowsDone").GetInt32(), ended.GetProperty("brokenRows").GetInt32()));
        Assert.Equal([3, 4], ended.GetProperty("broken").EnumerateArray().Select(b => b.GetProperty("line").GetInt32()));
        Assert.Equal(
            "line,id,y[0],y[1],y[2],y[3],model_version,error\r\n2,r1,2,3,4,5,1,\r\n3,r2,,,,,1,The row has 3 values; the header names 5 columns.\r\n"
            + "4,r3,,,,,1,\"The column 'd' is 'eight', which is no FP32.\"\r\n5,r4,10,11,12,13,1,\r\n",
            await ResultsAsync(job));
    }

    [Fact]
    public async Task Job_OfJsonLines_AnswersJsonLines()
    {
        var job = await StartAsync("""{"id":"a","x":[1,2,3,4]}""", "format=jsonl&key=id&version=2");

        Assert.Null((await _worker.AskAsync(1)).Chunk);
        await _worker.FinishAsync(version: 2);

        Assert.Equal("""{"line":1,"key":"a","model_version":"2","outputs":[{"name":"y","datatype":"FP32","shape":[1,4],"data":[3,4,5,6]}]}""" + "\n", await ResultsAsync(job));
    }

    [Fact]
    public async Task Report_OfAnAgentWhoseLeaseRanOut_IsRefusedAndNoRowCountsTwice()
    {
        var job = await StartAsync(Rows(4), "chunkRows=2");
        var slow = await _worker.TakeAsync();
        _clock.Advance(TimeSpan.FromSeconds(60));
        var taken = await _worker.TakeAsync();

        Assert.Equal((slow.Chunk, HttpStatusCode.Conflict, HttpStatusCode.Conflict), (taken.Chunk, await _worker.RenewAsync(slow), await _worker.AnswerAsync(slow)));
        Assert.Equal(HttpStatusCode.NoContent, await _worker.AnswerAsync(taken));
        Assert.Equal(HttpStatusCode.Conflict, await _worker.AnswerAsync(taken));
        await _worker.FinishAsync();

        Assert.Equal(4, (await GetAsync(job)).GetProperty("rowsDone").GetInt32());
        Assert.Equal(5, (await ResultsAsync(job)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Renewal_KeepsAChunk()
    {
        await StartAsync(Rows(2), "");
        var lease = await _worker.TakeAsync();

        _clock.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(HttpStatusCode.NoContent, await _worker.RenewAsync(lease));
        _clock.Advance(TimeSpan.FromSeconds(50));

        Assert.Null((await _worker.AskAsync(1)).Chunk);
        Assert.Equal(HttpStatusCode.NoContent, await _worker.AnswerAsync(lease));
    }

    [Fact]
    public async Task ControlPlane_RestartedInTheMiddle_TakesTheReportOfBeforeAndGoesOn()
    {
        var job = await StartAsync(Rows(6), "chunkRows=2");
        await _worker.AnswerAsync(await _worker.TakeAsync());
        var underWay = await _worker.TakeAsync();

        _host = await _host.RestartAsync();
        await using var agent = _agent.MovedTo(_host.Http.BaseAddress!);
        var worker = new JobWorker(agent, "pets");
        Assert.Equal(HttpStatusCode.NoContent, await worker.AnswerAsync(underWay));
        await worker.FinishAsync();

        Assert.Equal("succeeded", (await GetAsync(job)).GetProperty("phase").GetString());
        Assert.Equal(7, (await ResultsAsync(job)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Cancel_EndsChunksUnderWay_AndResumeGoesOnWithTheOthers()
    {
        var job = await StartAsync(Rows(4), "chunkRows=2");
        await _worker.AnswerAsync(await _worker.TakeAsync());
        var underWay = await _worker.TakeAsync();

        using var cancelled = await _host.PostAsync($"jobs/{job}/cancel", null);
        Assert.Equal("cancelled", (await HostUnderTest.ReadAsync(cancelled)).GetProperty("phase").GetString());
        Assert.Equal(HttpStatusCode.Conflict, await _worker.AnswerAsync(underWay));
        using var early = await _host.SendAsync(HttpMethod.Get, $"jobs/{job}/results", null);
        Assert.Equal("job_not_finished", (await HostUnderTest.ReadProblemAsync(early, 409)).GetProperty("code").GetString());
        Assert.Equal(3, (await ResultsAsync(job, "?partial=true")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        using var resumed = await _host.PostAsync($"jobs/{job}/resume", null);
        await HostUnderTest.ReadAsync(resumed);
        await _worker.FinishAsync();
        Assert.Equal(("succeeded", 4), ((await GetAsync(job)).GetProperty("phase").GetString(), (await GetAsync(job)).GetProperty("rowsDone").GetInt32()));
        using var again = await _host.PostAsync($"jobs/{job}/resume", null);
        Assert.Equal("job_illegal_move", (await HostUnderTest.ReadProblemAsync(again, 409)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Chunk_ThatTheVersionRefusesTogether_IsAskedRowByRowSoThatOneIsBroken()
    {
        var job = await StartAsync("a,b,c,d\n1,2,3,4\n-1,2,3,4\n5,6,7,8\n", "");

        await _worker.ReportAsync(JobWorker.Report(await _worker.TakeAsync(), _ => JobWorker.Failed(500, "the model failed")));
        var single = await _worker.TakeAsync();
        Assert.Equal(3, single.Requests.Count);
        await _worker.ReportAsync(JobWorker.Report(single, r => r.GetRawText().Contains("-1", StringComparison.Ordinal) ? JobWorker.Failed(500, "Gather is out of range") : JobWorker.Added(r, 1)));

        var broken = (await GetAsync(job)).GetProperty("broken").EnumerateArray().Single();
        Assert.Equal((3, "The version answered: Gather is out of range"), (broken.GetProperty("line").GetInt32(), broken.GetProperty("sentence").GetString()));
    }

    [Fact]
    public async Task Chunk_ThatAgentsCannotRun_WaitsAndFailsTheJobAtLast()
    {
        var job = await StartAsync(Rows(2), "");
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await _worker.ReportAsync(JobWorker.Report(await _worker.TakeAsync(), _ => JobWorker.Failed(503, "not loaded")));
            Assert.Null((await _worker.AskAsync(1)).Chunk);
            _clock.Advance(TimeSpan.FromSeconds(20));
        }

        var ended = await GetAsync(job);
        Assert.Equal("failed", ended.GetProperty("phase").GetString());
        Assert.Contains("failed 5 times: the agent answered with status 503", ended.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_OfARunningJob_IsPreparedByAgentsAndLetGoAtItsEnd()
    {
        await _agent.ConnectAsync();
        await StartAsync(Rows(2), "version=2");
        var during = (await OfferAsync()).Select(v => v.GetProperty("version").GetInt32());
        await _worker.FinishAsync(version: 2);
        var after = (await OfferAsync()).Select(v => v.GetProperty("version").GetInt32());

        Assert.Equal([1, 2], during);
        Assert.Equal([1], after);
    }

    [Fact]
    public async Task Start_ThatCannotBe_IsRefusedWithItsField()
    {
        await RefusedAsync("a,b\n1,2\n", "", 400, "job_input_invalid", "x");
        await RefusedAsync(Rows(1), "version=9", 400, "version_not_found", "version");
        await RefusedAsync(Rows(1), "store=true", 400, "job_invalid", "key");
        await RefusedAsync(Rows(1), "brokenLimit=2", 400, "job_invalid", "brokenLimit");
        await RefusedAsync(Rows(1), "columns=x", 400, "query_malformed", "columns");
        await RefusedAsync("", "", 400, "artifact_empty", "body");
        await RefusedAsync(new string('1', 200_000), "", 413, "too_large", null);
        Assert.Empty((await _host.GetJsonAsync("api/v1/jobs")).GetProperty("items").EnumerateArray());
    }

    private static string Rows(int count) => "a,b,c,d\n" + string.Concat(Enumerable.Range(0, count).Select(i => $"{i},2,3,4\n"));

    private async Task<IReadOnlyList<JsonElement>> OfferAsync()
    {
        // The publisher waits for more changes before it offers; when it begins to wait is not ours to know.
        var next = _agent.NextOfferAsync().AsTask();
        await Eventually.BeTrueAsync(
            "a table is offered",
            () =>
            {
                _clock.Advance(TimeSpan.FromMilliseconds(100));
                return Task.FromResult(next.IsCompleted);
            },
            TimeSpan.FromSeconds(30));
        var offer = await next;
        await _agent.AcknowledgeAsync(offer);
        var table = Contracts.Routing.RoutingTableCodec.Open(offer.Content, offer.Digest).Value.Table;
        return [.. table.Prepare.Select(p => JsonSerializer.SerializeToElement(new { version = p.Version }))];
    }

    private async Task<string> StartAsync(string input, string query)
    {
        using var answer = await PostAsync(input, query);
        return (await HostUnderTest.ReadAsync(answer)).GetProperty("id").GetString()!;
    }

    private async Task RefusedAsync(string input, string query, int status, string code, string? field)
    {
        using var answer = await PostAsync(input, query);
        var problem = await HostUnderTest.ReadProblemAsync(answer, status);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        if (field is not null)
            Assert.Equal(field, problem.GetProperty("errors")[0].GetProperty("field").GetString());
    }

    private Task<HttpResponseMessage> PostAsync(string input, string query)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(input));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return _host.SendAsync(HttpMethod.Post, $"endpoints/pets/jobs?{query}", content);
    }

    private Task<JsonElement> GetAsync(string job) => _host.GetJsonAsync($"api/v1/jobs/{job}");

    private async Task<string> ResultsAsync(string job, string query = "")
    {
        using var answer = await _host.SendAsync(HttpMethod.Get, $"jobs/{job}/results{query}", null);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadAsStringAsync();
    }
}
