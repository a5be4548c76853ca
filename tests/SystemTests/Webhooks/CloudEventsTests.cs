using System.Text.Json;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Webhooks;

/// <summary>The real product tells a real receiver, which parses events with the public CloudEvents SDK and checks their signatures; and asks it at a gate.</summary>
public sealed class CloudEventsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Rollout_OfTheRealProduct_IsReadByTheSdkAndSigned()
    {
        await using var receiver = RunningProgram.StartCommand("node", [Path.Combine(Root(), "tests", "SystemTests", "Webhooks", "receiver.mjs"), Root()]);
        var port = (await receiver.WaitForLineAsync("listening ([0-9]+)", Limit)).Groups[1].Value;
        await using var installation = await TwoVersions.StartAsync(agents: 1);
        var made = await installation.Api.SendAsync(HttpMethod.Put, "webhooks/sdk", new { url = $"http://127.0.0.1:{port}/hook", endpoint = TwoVersions.Endpoint });
        await TellKeyAsync(port, made.GetProperty("secret").GetString()!);

        var hooks = new[] { new { moment = "before-traffic", address = $"http://127.0.0.1:{port}/gate", interval = "1s" } };
        var started = await installation.Api.StartRolloutAsync(TwoVersions.Endpoint, new { strategy = "canary", versions = new[] { 2 }, hold = "10m", hooks });
        var id = started.GetProperty("id").GetString()!;
        var first = await ReadAsync(receiver, "rollout.started");
        var asked = await StepAsync(installation, id, "webhook", "done");
        var history = (await installation.Api.GetAsync($"rollouts/{id}/history")).GetRawText();
        await installation.KillControlPlaneAsync();
        await installation.StartControlPlaneAsync();
        await installation.Api.SendAsync(HttpMethod.Post, $"rollouts/{id}/pause", new { reason = "let us see" });
        var paused = await ReadAsync(receiver, "rollout.paused");

        foreach (var got in new[] { first, paused })
        {
            Assert.True(got.GetProperty("isValid").GetBoolean());
            Assert.True(got.GetProperty("isSigned").GetBoolean());
            Assert.Equal($"rollouts/{id}", got.GetProperty("subject").GetString());
            Assert.StartsWith("/controlplane/", got.GetProperty("source").GetString(), StringComparison.Ordinal);
        }

        Assert.Contains("agreed: go (200)", asked.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Contains("refused, 1 of 10 times: the freeze is on (409)", history, StringComparison.Ordinal);
        Assert.Equal("preparing", first.GetProperty("data").GetProperty("phase").GetString());
        Assert.Equal("paused", paused.GetProperty("data").GetProperty("phase").GetString());
        Assert.Contains("let us see", paused.GetProperty("data").GetProperty("sentence").GetString(), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> ReadAsync(RunningProgram receiver, string type)
    {
        var line = await receiver.WaitForLineAsync($"^{{.*\"type\":\"{type}\".*}}$", Limit);
        return JsonSerializer.Deserialize<JsonElement>(line.Value);
    }

    private static async Task<JsonElement> StepAsync(Installation installation, string id, string kind, string state)
    {
        JsonElement step = default;
        await Eventually.BeTrueAsync(
            $"the step {kind} is {state}",
            async () =>
            {
                step = (await installation.Api.GetAsync($"rollouts/{id}")).GetProperty("steps").EnumerateArray().First(s => s.GetProperty("kind").GetString() == kind);
                return step.GetProperty("state").GetString() == state;
            },
            Limit);
        return step;
    }

    private static async Task TellKeyAsync(string port, string secret)
    {
        using var http = new HttpClient();
        using var content = new StringContent(secret["whsec_".Length..]);
        using var answer = await http.PostAsync(new Uri($"http://127.0.0.1:{port}/key"), content);
        answer.EnsureSuccessStatusCode();
    }

    // Where the build puts the packages of npm.
    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ControlPlane.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("There is no repository above the tests.");
        return folder.FullName;
    }
}
