using System.Net;
using System.Text;
using ControlPlane.AgentHost.Serving;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Routing;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ControlPlane.AgentHost.Tests.Serving.Allocations;

/// <summary>
/// What a request allocates from socket to socket, beyond what the bare server allocates for one with the same head and body.
/// Reads the allocations of the whole process, so nothing else may run meanwhile.
/// </summary>
[CollectionDefinition(nameof(ServedAllocationTests), DisableParallelization = true)]
[Collection(nameof(ServedAllocationTests))]
public sealed class ServedAllocationTests
{
    private const string Split = "/v2/models/pets/infer";
    private const string Version = "/v2/models/pets/versions/1/infer";
    private const int WarmUp = 2_000;
    private const int Rounds = 25;
    private const int PerRound = 400;

    // Less than one byte per request is a timer's tick or another such thing of the runtime.
    private const double Nothing = 1;
    private const double MostWithToken = 256;

    [Theory]
    [InlineData(Version, false, Nothing)]
    [InlineData(Version, true, Nothing)]
    [InlineData(Split, false, MostWithToken)]
    [InlineData(Split, true, MostWithToken)]
    public async Task Infer_SteadyOverOneConnection_AllocatesNothingButItsTokenBeyondTheServerItself(string path, bool isBinary, double most)
    {
        await using var server = await ServingHarness.StartAsync();
        var reading = new OutputReading { Output = "probabilities", Kind = OutputKind.Probabilities, ClassNames = ["cat", "dog"], PositiveClass = "dog" };
        var routing = RoutingTableBuilder.AnEndpoint("pets", 1, 10_000) with { RoutingKey = new RoutingKeySource("x-routing-key", null, "user") };
        server.Serve(routing, await server.LoadAsync(Probabilities(), 1, reading));
        var request = isBinary ? BinaryRequest(path) : JsonRequest(path);

        var agent = BytesPerRequest(server.Address, request, out var answer);
        var floor = await FloorAsync(request, garbage: 0);

        Assert.StartsWith("HTTP/1.1 200 OK", answer, StringComparison.Ordinal);
        Assert.Equal(path == Split, answer.Contains("x-feedback-token", StringComparison.OrdinalIgnoreCase));
        Assert.InRange(agent - floor, double.MinValue, most);
    }

    [Fact]
    public async Task Infer_ServerThatAllocates_IsSeenByTheSameMeasurement()
    {
        var request = JsonRequest(Split);

        var difference = await FloorAsync(request, garbage: 100) - await FloorAsync(request, garbage: 0);

        Assert.InRange(difference, 100, 200);
    }

    private static async Task<double> FloorAsync(byte[] request, int garbage)
    {
        using var server = DataPorts.Create(new InferenceServerOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0) });
        await server.StartAsync(new BareApplication(garbage), CancellationToken.None);
        var bytes = BytesPerRequest(new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First()), request, out _);
        await server.StopAsync(CancellationToken.None);
        return bytes;
    }

    // The best of some rounds: what else a process does now and then only adds.
    private static double BytesPerRequest(Uri address, byte[] request, out string answer)
    {
        using var caller = new SocketCaller(address);
        caller.Ask(request, WarmUp);
        var best = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            caller.Ask(request, PerRound);
            best = Math.Min(best, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)PerRound);
        }

        answer = Encoding.ASCII.GetString(caller.Answer);
        return best;
    }

    private static byte[] JsonRequest(string path) =>
        Request(path, "", Encoding.UTF8.GetBytes(InferRequests.Of([0.5f, 0.25f])[..^1] + ",\"id\":\"7\",\"parameters\":{\"user\":\"anna\"}}"));

    private static byte[] BinaryRequest(string path)
    {
        var json = Encoding.UTF8.GetBytes(InferRequests.With(
            """{"name":"x","shape":[1,2],"datatype":"FP32","parameters":{"binary_data_size":8}}""", ",\"parameters\":{\"binary_data_output\":true,\"user\":\"anna\"}"));
        return Request(path, $"Inference-Header-Content-Length: {json.Length}\r\n", [.. json, .. new byte[2 * sizeof(float)]]);
    }

    private static byte[] Request(string path, string header, byte[] body) =>
        [.. Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: agent\r\nContent-Type: application/json\r\n{header}Content-Length: {body.Length}\r\n\r\n"), .. body];

    // On a busy machine a run may take long enough for a batch, which waits for others.
    private static byte[] Probabilities() => new OnnxModelBuilder("unbatched").Metadata("controlplane.batch.max_rows", "1")
        .Input("x", OnnxType.Float, "N", 2).Output("probabilities", OnnxType.Float, "N", 2)
        .Node("Softmax", ["x"], ["probabilities"], OnnxAttribute.Int("axis", 1))
        .Build();
}
