using System.Globalization;
using System.Text.Json;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Models;

/// <summary>What a compressed version saves and costs, with real agents and the same digit classifier in two precisions.</summary>
public sealed class CompressionTests
{
    private const string Model = "mnist";
    private const int Requests = 90;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly int[] Digits = [0, 1, 7];

    [SharedFact]
    public async Task Compare_HalfPrecisionShadowsFull_ShowsWhatItSavesAndThatItAnswersAlike()
    {
        await using var installation = await Installation.StartAsync(agents: 1);
        var api = installation.Api;
        await api.RegisterAsync(Model, Classifier("mnist.onnx"));
        await api.RegisterAsync(Model, Classifier("mnist_float16.onnx"));
        await api.PutEndpointAsync(Model, Model, 1);
        var started = await api.StartRolloutAsync(Model, new { strategy = "shadow", versions = new[] { 2 }, hold = "120s" });
        await Eventually.BeTrueAsync("copies go to the shadow", async () => IsMirroring(await api.GetAsync($"rollouts/{started.GetProperty("id").GetString()}")), Limit);

        await AskAsync(installation.Agents[0].Rest);
        var compared = default(JsonElement);
        await Eventually.BeTrueAsync(
            "copies and labels have arrived",
            async () =>
            {
                compared = await api.GetAsync($"models/{Model}/compare?left=1&right=2");
                return compared.GetProperty("agreement") is { ValueKind: JsonValueKind.Object } agreement && agreement.GetProperty("trials").GetInt64() >= Requests / 2
                    && compared.GetProperty("truth") is { ValueKind: JsonValueKind.Object } truth && truth.GetProperty("bothRight").GetInt64() > 0;
            },
            Limit);

        var (full, half) = (compared.GetProperty("left"), compared.GetProperty("right"));
        Assert.InRange(half.GetProperty("sizeBytes").GetDouble() / full.GetProperty("sizeBytes").GetDouble(), 0.4, 0.75);
        Assert.InRange(compared.GetProperty("agreement").GetProperty("share").GetDouble(), 0.98, 1);
        foreach (var version in (JsonElement[])[full, half])
        {
            Assert.True(version.GetProperty("loadMilliseconds").GetDouble() > 0, version.ToString());
            Assert.InRange(version.GetProperty("memoryBytes").GetInt64(), 0, 200_000_000);
            Assert.True(version.GetProperty("latencyP50").GetDouble() > 0, version.ToString());
            Assert.True(version.GetProperty("cpuPerThousand").GetDouble() > 0, version.ToString());
            Assert.True(version.GetProperty("requests").GetInt64() >= Requests / 2, version.ToString());
        }

        Assert.Contains("size", compared.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Contains("labelled requests that both were asked", compared.GetProperty("sentence").GetString(), StringComparison.Ordinal);
    }

    // Names of the classes, so that labels are read and compared; the files come without.
    private static byte[] Classifier(string file) =>
        OnnxMetadata.With(File.ReadAllBytes(SharedFolder.PathOf("models", file)), "class_names", """["0","1","2","3","4","5","6","7","8","9"]""");

    private static bool IsMirroring(JsonElement rollout) =>
        rollout.GetProperty("steps").EnumerateArray().Any(s => s.GetProperty("kind").GetString() == "mirror" && s.GetProperty("confirmedAt").ValueKind == JsonValueKind.String);

    private static async Task AskAsync(Uri agent)
    {
        using var client = new InferenceClient();
        for (var n = 0; n < Requests; n++)
        {
            var digit = Digits[n % Digits.Length];
            var answer = await client.InferAsync(agent, Model, BodyOf(digit), $"k{n}");
            Assert.Equal(200, answer.Status);
            Assert.InRange(await client.FeedbackAsync(agent, Model, answer.FeedbackToken!, digit.ToString(CultureInfo.InvariantCulture)), 200, 299);
        }
    }

    private static string BodyOf(int digit) =>
        $$"""{"inputs":[{"name":"Input3","shape":[1,1,28,28],"datatype":"FP32","data":[{{string.Join(',', DrawnDigit.Of(digit))}}]}]}""";
}
