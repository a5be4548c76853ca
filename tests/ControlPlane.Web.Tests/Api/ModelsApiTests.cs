using System.Net;
using System.Net.Sockets;
using System.Text;
using ControlPlane.TestKit.Onnx;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Api;

public sealed class ModelsApiTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly HostUnderTest _host = shared.Host;

    [Fact]
    public async Task Register_ANewFile_AnswersWithNumberDigestAndSignature()
    {
        using var answer = await _host.UploadAsync("first", OnnxModels.AddConstant(1), "?description=the%20first&tags=a,b&tags=c");
        var version = await HostUnderTest.ReadAsync(answer);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("/api/v1/models/first", answer.Headers.Location?.OriginalString);
        Assert.Equal((1, "the first"), (version.GetProperty("number").GetInt32(), version.GetProperty("description").GetString()));
        Assert.Equal(["a", "b", "c"], version.GetProperty("tags").EnumerateArray().Select(t => t.GetString()));
        Assert.Equal(64, version.GetProperty("digest").GetString()!.Length);
        Assert.Equal("FP32", version.GetProperty("signature").GetProperty("inputs")[0].GetProperty("datatype").GetString());
    }

    [Fact]
    public async Task Register_TheSameFileTwice_IsTheSameVersion()
    {
        using var first = await _host.UploadAsync("twice", OnnxModels.AddConstant(1));
        using var other = await _host.UploadAsync("twice", OnnxModels.AddConstant(2));
        using var again = await _host.UploadAsync("twice", OnnxModels.AddConstant(1));
        var version = await HostUnderTest.ReadAsync(again);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, other.StatusCode, again.StatusCode));
        Assert.Equal(1, version.GetProperty("number").GetInt32());
    }

    [Fact]
    public async Task Register_SomethingElse_IsRefusedAndKeepsNoFile()
    {
        var before = Files();

        using var answer = await _host.UploadAsync("no-onnx", Encoding.UTF8.GetBytes("This is a letter, not a model."));
        var problem = await HostUnderTest.ReadProblemAsync(answer, 400);
        using var model = await _host.Http.GetAsync(new Uri("api/v1/models/no-onnx", UriKind.Relative));

        Assert.StartsWith("onnx_", problem.GetProperty("code").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, model.StatusCode);
        Assert.Equal(before, Files());
    }

    [Fact]
    [Trait("Fault", "F81")]
    public async Task Register_MoreThanTheLimit_Is413AndKeepsNoFile()
    {
        var before = Files();

        using var announced = await _host.UploadAsync("large", new ByteArrayContent(new byte[1_000_001]));
        using var chunked = await _host.UploadAsync("large", new ChunkedContent(new byte[1_000_001]));

        Assert.Equal("artifact_too_large", (await HostUnderTest.ReadProblemAsync(announced, 413)).GetProperty("code").GetString());
        Assert.Equal("artifact_too_large", (await HostUnderTest.ReadProblemAsync(chunked, 413)).GetProperty("code").GetString());
        Assert.Equal(before, Files());
    }

    [Fact]
    [Trait("Fault", "F73")]
    public async Task Register_UploadBrokenOff_KeepsNoFileAndNoModel()
    {
        var before = Files();
        using (var client = new TcpClient())
        {
            await client.ConnectAsync("127.0.0.1", _host.Http.BaseAddress!.Port);
            var head = "POST /api/v1/models/broken-off/versions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/octet-stream\r\nContent-Length: 500000\r\n\r\n";
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
            await client.GetStream().WriteAsync(new byte[100_000]);
            await WaitForAsync(() => Incoming().Length == 1);
            client.Client.Close(timeout: 0);
        }

        await WaitForAsync(() => Incoming().Length == 0);
        using var model = await _host.Http.GetAsync(new Uri("api/v1/models/broken-off", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, model.StatusCode);
        Assert.Equal(before, Files());
    }

    [Theory]
    [InlineData("Upper-Case")]
    [InlineData("-dash")]
    [InlineData("under_score")]
    [Trait("Fault", "F82")]
    public async Task Register_UnderABadName_NamesTheField(string name)
    {
        using var answer = await _host.UploadAsync(name, OnnxModels.AddConstant(1));
        var problem = await HostUnderTest.ReadProblemAsync(answer, 400);

        Assert.Equal(("model_invalid", "model"), (problem.GetProperty("code").GetString(), problem.GetProperty("errors")[0].GetProperty("field").GetString()));
    }

    [Fact]
    public async Task SetAlias_ToAVersion_IsShownWithTheModel()
    {
        await _host.RegisterAsync("aliased", 2);
        using var set = await _host.PutAsync("models/aliased/aliases/champion", new { version = 2 });
        await HostUnderTest.ReadAsync(set);

        var model = await _host.GetJsonAsync("api/v1/models/aliased");

        Assert.Equal(("champion", 2), (model.GetProperty("aliases")[0].GetProperty("name").GetString(), model.GetProperty("aliases")[0].GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task SetAlias_ToAMissingVersion_NamesTheField()
    {
        await _host.RegisterAsync("alias-missing", 1);

        using var answer = await _host.PutAsync("models/alias-missing/aliases/champion", new { version = 7 });
        var problem = await HostUnderTest.ReadProblemAsync(answer, 400);

        Assert.Equal("version_not_found", problem.GetProperty("code").GetString());
        Assert.Equal("version", problem.GetProperty("errors")[0].GetProperty("field").GetString());
    }

    [Fact]
    public async Task SetAlias_WithAnOldEntityTag_IsRefused()
    {
        await _host.RegisterAsync("alias-conflict", 1);
        using var model = await _host.Http.GetAsync(new Uri("api/v1/models/alias-conflict", UriKind.Relative));
        var seen = model.Headers.ETag!.ToString();

        using var first = await _host.PutAsync("models/alias-conflict/aliases/champion", new { version = 1 }, ("If-Match", seen));
        using var second = await _host.PutAsync("models/alias-conflict/aliases/champion", new { version = 1 }, ("If-Match", seen));

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal("changed_meanwhile", (await HostUnderTest.ReadProblemAsync(second, 412)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task SetAlias_OfAMissingModel_Is404()
    {
        using var answer = await _host.PutAsync("models/nowhere/aliases/champion", new { version = 1 });

        Assert.Equal("model_not_found", (await HostUnderTest.ReadProblemAsync(answer, 404)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task List_InPages_NamesEveryModelOnce()
    {
        foreach (var name in new[] { "page-a", "page-b", "page-c" })
            await _host.RegisterAsync(name, 1);

        var seen = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await _host.GetJsonAsync($"api/v1/models?limit=2&{(cursor.Length == 0 ? "" : $"cursor={cursor}")}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(m => m.GetProperty("name").GetString()!));
            cursor = page.GetProperty("next").GetString();
        }

        Assert.Equal(seen.Distinct().Order(StringComparer.Ordinal), seen);
        Assert.Subset(seen.ToHashSet(), new HashSet<string> { "page-a", "page-b", "page-c" });
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("cursor=%25%25", "cursor")]
    public async Task List_BadPage_NamesTheParameter(string query, string field)
    {
        using var answer = await _host.Http.GetAsync(new Uri($"api/v1/models?{query}", UriKind.Relative));

        Assert.Equal(field, (await HostUnderTest.ReadProblemAsync(answer, 400)).GetProperty("errors")[0].GetProperty("field").GetString());
    }

    private string[] Files() => [.. Directory.GetFiles(Path.Combine(_host.DataFolder, "artifacts"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private string[] Incoming() => Directory.GetFiles(Path.Combine(_host.DataFolder, "artifacts", "incoming"));

    // The file system has no signal for this that every platform keeps; the framework's limit for a test ends it.
    private static async Task WaitForAsync(Func<bool> condition)
    {
        while (!condition())
            await Task.Yield();
    }

    private sealed class ChunkedContent(byte[] bytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
