using System.Text.Json;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.Benchmarks.Scenes;

/// <summary>Asks the demo's control plane by its API what each scene shows now.</summary>
internal sealed class SceneReadings(ApiClient api)
{
    private const string Region = "x-region";
    private const string Koala = "koala";
    private const int LeastKoalas = 30;

    // Two models that were trained apart differ on a few hard pictures of cats and dogs.
    private const double MostOthers = 0.05;

    /// <summary>The scenes in the order in which they are read.</summary>
    public IReadOnlyList<Func<Task<SceneOutcome>>> All => [DriftAsync, ExperimentAsync, BanditAsync, ShadowAsync];

    /// <summary>Australia wakes: the inputs of both versions of pets move, the region among them.</summary>
    private async Task<SceneOutcome> DriftAsync()
    {
        const string scene = "pets: koalas drift in from au";
        var drift = await api.GetAsync("endpoints/pets/drift");
        var sentence = drift.GetProperty("sentence").GetString()!;
        if (drift.GetProperty("origin").GetString() != "callers")
            return new(scene, false, sentence);

        var histogram = await api.GetAsync($"endpoints/pets/drift/histogram?variant=v1&feature={Region}");
        var (now, usual) = (ShareOf(histogram, "current"), ShareOf(histogram, "reference"));
        return new(
            scene,
            histogram.GetProperty("score").GetProperty("isMoved").GetBoolean() && now > usual,
            $"{sentence} au is {now:P1} of callers in the newest window, {usual:P1} in the reference.");
    }

    /// <summary>Version 2 wins its A/B test on labels.</summary>
    private async Task<SceneOutcome> ExperimentAsync()
    {
        var step = StepOf(await RolloutAsync("pets-ab"), "experiment");
        return new("pets-ab: the test is won by v2", step.GetProperty("state").GetString() == "done", step.GetProperty("sentence").GetString() ?? "under way");
    }

    /// <summary>Weights go to version 2 as far as the champion's floor lets them.</summary>
    private async Task<SceneOutcome> BanditAsync()
    {
        var rollout = await RolloutAsync("pets-bandit");
        var bandit = await api.GetAsync($"rollouts/{rollout.GetProperty("id").GetString()}/bandit");
        var (better, stable) = (ArmOf(bandit, 2), ArmOf(bandit, 1));
        var moves = bandit.GetProperty("weights").EnumerateArray().ToList();
        var share = moves.Count == 0 ? 0 : moves[^1].GetProperty("variants").EnumerateArray().Single(v => v.GetProperty("version").GetInt32() == 2).GetProperty("weight").GetInt32();
        var chance = better.GetProperty("bestChance") is { ValueKind: JsonValueKind.Number } known ? known.GetDouble() : 0;
        return new(
            "pets-bandit: the weights converge on v2",
            share >= 7_000 && chance >= 0.99,
            $"v2 has {share / 100.0:0} % after {moves.Count} changes; best with probability {chance:P2}; right for {Mean(better)} against {Mean(stable)}");
    }

    /// <summary>The champion knows no koalas, so where the shadow says koala they differ; hardly anywhere else.</summary>
    private async Task<SceneOutcome> ShadowAsync()
    {
        var metrics = await api.GetAsync("endpoints/pets-shadow/metrics?from=-30m&step=60s&variant=v2");
        var points = metrics.GetProperty("series").EnumerateArray().SelectMany(s => s.GetProperty("points").EnumerateArray()).ToList();
        var compared = points.Select(p => p.GetProperty("agreement")).Where(a => a.ValueKind == JsonValueKind.Object).ToList();
        var (rows, agreed) = (compared.Sum(a => a.GetProperty("labelled").GetInt64()), compared.Sum(a => a.GetProperty("agreed").GetInt64()));
        var koalas = points.Select(p => p.GetProperty("labels")).Where(l => l.ValueKind == JsonValueKind.Object)
            .Sum(l => l.TryGetProperty(Koala, out var count) ? count.GetInt64() : 0);
        var others = Math.Max(0, rows - agreed - koalas);
        return new(
            "pets-shadow: v2 differs on koalas only",
            koalas >= LeastKoalas && others <= MostOthers * (rows - koalas),
            $"of {rows:#,0} rows {rows - agreed:#,0} differ, {koalas:#,0} rows are koalas to v2: {others:#,0} of the {rows - koalas:#,0} others differ");
    }

    private async Task<JsonElement> RolloutAsync(string endpoint) => (await api.GetAsync($"endpoints/{endpoint}/rollouts")).GetProperty("items")[0];

    private static double ShareOf(JsonElement histogram, string count)
    {
        var bins = histogram.GetProperty("bins").EnumerateArray().ToDictionary(b => b.GetProperty("label").GetString()!, b => b.GetProperty(count).GetInt64());
        return bins.GetValueOrDefault("au") / (double)Math.Max(1, bins.Values.Sum());
    }

    private static JsonElement StepOf(JsonElement rollout, string kind) =>
        rollout.GetProperty("steps").EnumerateArray().Single(s => s.GetProperty("kind").GetString() == kind);

    private static JsonElement ArmOf(JsonElement bandit, int version) =>
        bandit.GetProperty("arms").EnumerateArray().Single(a => a.GetProperty("version").GetInt32() == version);

    private static string Mean(JsonElement arm) => arm.GetProperty("fairMean") is { ValueKind: JsonValueKind.Number } mean ? $"{mean.GetDouble():P1} of {arm.GetProperty("units").GetInt64():#,0}" : "nothing known";
}
