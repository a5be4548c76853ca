using System.Text.Json;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests;

/// <summary>The endpoint <c>adder</c>: version 1 adds 1, version 2 adds 2, so an answer tells which version really gave it.</summary>
internal static class TwoVersions
{
    public const string Endpoint = "adder";

    public const string Body = """{"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[0,0,0,0]}]}""";

    /// <summary>An installation that serves the endpoint, all of it by version 1, version 2 loaded.</summary>
    public static async Task<Installation> StartAsync(int agents, IReadOnlyDictionary<string, string>? environment = null)
    {
        var installation = await Installation.StartAsync(agents, environment);
        await AddAsync(installation, Endpoint);
        return installation;
    }

    /// <summary>Adds another such endpoint to a running installation.</summary>
    public static async Task AddAsync(Installation installation, string endpoint)
    {
        await installation.Api.RegisterAsync(endpoint, OnnxModels.AddConstant(1));
        await installation.Api.RegisterAsync(endpoint, OnnxModels.AddConstant(2));
        await installation.Api.PutEndpointAsync(endpoint, endpoint, 1);
        await installation.Api.PutSplitAndWaitAsync(endpoint, (1, 10_000), (2, 0));
        await installation.WaitUntilConvergedAsync();
    }

    /// <summary>The version whose arithmetic the answer shows; 0 when it is no answer.</summary>
    public static int VersionThatAnswered(InferenceAnswer answer) =>
        answer.Status == 200
            ? (int)JsonSerializer.Deserialize<JsonElement>(answer.Body).GetProperty("outputs")[0].GetProperty("data")[0].GetDouble()
            : 0;
}
