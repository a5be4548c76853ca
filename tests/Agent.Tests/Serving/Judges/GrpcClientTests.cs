using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.AgentHost.Tests.Serving.Judges;

/// <summary>The gRPC port, judged by a client that nobody here wrote.</summary>
[Trait("Category", "Slow")]
public sealed class GrpcClientTests
{
    [Fact]
    public async Task GrpcJs_EveryMethod_UnderstandsTheAnswers()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        var calls = await RunAsync(server.GrpcAddress);

        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 3, 5, 4, 0], calls.Take(12).Select(c => c.GetProperty("code").GetInt32()));
        Assert.True(calls[0].GetProperty("answer").GetProperty("live").GetBoolean());
        Assert.True(calls[1].GetProperty("answer").GetProperty("ready").GetBoolean());
        Assert.True(calls[2].GetProperty("answer").GetProperty("ready").GetBoolean());
        Assert.Equal("controlplane-agent", calls[3].GetProperty("answer").GetProperty("name").GetString());
        Assert.Equal("""["-1","4"]""", calls[4].GetProperty("answer").GetProperty("inputs")[0].GetProperty("shape").GetRawText());
        Assert.Equal("SERVING", calls[5].GetProperty("answer").GetProperty("status").GetString());
        Assert.Equal([2, 3, 4, 5], RawOutputOf(calls[6]));
        Assert.Equal(("one", "v1"), (calls[6].GetProperty("answer").GetProperty("id").GetString(), calls[6].GetProperty("headers").GetProperty("x-variant").GetString()));
        Assert.Equal("[2,3,4,5]", calls[7].GetProperty("answer").GetProperty("outputs")[0].GetProperty("contents").GetProperty("fp32_contents").GetRawText());
        Assert.StartsWith("input 'x': the binary data has 16 bytes", calls[8].GetProperty("details").GetString(), StringComparison.Ordinal);
        Assert.Equal("there is no endpoint 'nobody'", calls[9].GetProperty("details").GetString());
        Assert.Equal(Enumerable.Repeat(2f, 200_000), RawOutputOf(calls[11]));
        foreach (var call in calls.Skip(12))
            Assert.Equal(Enumerable.Repeat(float.Parse(call.GetProperty("answer").GetProperty("id").GetString()!) + 1, 4), RawOutputOf(call));
        Assert.Equal(212, calls.Count);
    }

    private static float[] RawOutputOf(JsonElement call)
    {
        var bytes = call.GetProperty("answer").GetProperty("raw_output_contents")[0].GetProperty("data").EnumerateArray().Select(b => b.GetByte()).ToArray();
        return MemoryMarshal.Cast<byte, float>(bytes).ToArray();
    }

    private static async Task<IReadOnlyList<JsonElement>> RunAsync(Uri address)
    {
        var root = RepositoryRoot();
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(root, "tests/Agent.Tests/Serving/Judges/grpc-client.mjs"));
        start.ArgumentList.Add(address.Authority);
        start.ArgumentList.Add(Path.Combine(root, "src/Agent/Serving/Grpc/Protos"));
        start.ArgumentList.Add(Path.Combine(root, "package.json"));
        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync();
        var output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await errors);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ControlPlane.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
