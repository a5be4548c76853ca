using System.Net.Http.Json;
using System.Text.Json;

namespace ControlPlane.Benchmarks.Infer;

/// <summary>A contender under one scenario's load, on a core of its own where the machine has two.</summary>
internal sealed class MeasuredServer : IAsyncDisposable
{
    public const string InferPath = "/v2/models/model/infer";

    private readonly ServerProcess _process;
    private readonly int _port;

    private MeasuredServer(ServerProcess process, int port) => (_process, _port) = (process, port);

    /// <summary>Starts it on a port, and on the next one too where it speaks gRPC.</summary>
    public static async Task<MeasuredServer> StartAsync(Contender contender, string model, int port) => new(
        contender == Contender.Fastify
            ? await ServerProcess.StartAsync(Cores.Server, "node", FastifyScript(), $"{port}", model)
            : contender == Contender.Floor
                ? await ServerProcess.StartAsync(Cores.Server, Environment.ProcessPath!, "serve-floor", $"{port}", model)
                : await ServerProcess.StartAsync(Cores.Server, Environment.ProcessPath!, "serve", $"{port}", model, $"{contender}"),
        port);

    /// <summary>Loads it for some seconds.</summary>
    public Task<LoadResult> LoadAsync(InferScenario scenario, ModelInput input, int connections, int seconds, string folder) => scenario.Form == InferForm.Grpc
        ? H2Load.RunAsync(_process, _port + 1, connections, seconds, input.WriteCall(folder, scenario.Rows))
        : Wrk.RunAsync(
            _process, _port, connections, seconds, "infer.lua",
            InferPath, input.Name, string.Join(',', input.ShapeOf(scenario.Rows)), $"{input.ElementsOf(scenario.Rows)}", scenario.Form == InferForm.Binary ? "binary" : "json");

    /// <summary>The model's input; of an agent.</summary>
    public async Task<ModelInput> AskForInputAsync()
    {
        using var client = new HttpClient();
        var metadata = await client.GetFromJsonAsync<JsonElement>($"http://127.0.0.1:{_port}/v2/models/model");
        var input = metadata.GetProperty("inputs")[0];
        return new ModelInput(input.GetProperty("name").GetString()!, [.. input.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64())]);
    }

    /// <summary>What its garbage collector did since it was asked last.</summary>
    public Task<string> AskAsync() => _process.AskAsync("memory");

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    // Beside the sources, because Node.js looks for packages upwards from the script.
    private static string FastifyScript()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var script = Path.Combine(folder.FullName, "tests", "Benchmarks", "peers", "fastify-server.mjs");
            if (File.Exists(script))
                return script;
        }

        throw new FileNotFoundException("tests/Benchmarks/peers/fastify-server.mjs is not above the program.");
    }
}
