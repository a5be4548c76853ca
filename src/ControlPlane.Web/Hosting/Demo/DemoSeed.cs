using ControlPlane.Domain.Endpoints;

namespace ControlPlane.Web.Hosting.Demo;

/// <summary>Registers the demo's models and makes their endpoints. What is there already stays as it is, whatever users made of it.</summary>
internal sealed class DemoSeed(DemoClient client)
{
    private const int Stable = 1;
    private const int Challenger = 2;

    /// <summary>Attribute by which the demo's telemetry is broken down.</summary>
    private const string RegionAttribute = "x-region";

    public async Task RunAsync(DemoManifest manifest, string folder, CancellationToken cancellation)
    {
        foreach (var model in manifest.Models.GroupBy(m => m.Model, StringComparer.Ordinal))
        {
            await RegisterAsync(model.Key, [.. model.OrderBy(m => m.Version)], folder, cancellation);
            await MakeEndpointAsync(model.Key, cancellation);
        }

        foreach (var scene in DemoScene.All)
            await MakeSceneAsync(scene, cancellation);
    }

    /// <summary>Starts the rollout of every scene that never had one; their agents must be there.</summary>
    public async Task StartScenesAsync(CancellationToken cancellation)
    {
        foreach (var scene in DemoScene.All)
        {
            if (!await client.HasRolloutAsync(scene.Endpoint, cancellation))
                await client.StartRolloutAsync(scene.Endpoint, scene.Rollout, cancellation);
        }
    }

    private async Task RegisterAsync(string model, IReadOnlyList<DemoManifestEntry> entries, string folder, CancellationToken cancellation)
    {
        var digests = await client.DigestsAsync(model, cancellation);
        foreach (var entry in entries.Where(e => !digests.Values.Contains(e.Sha256)))
        {
            var number = await client.RegisterAsync(entry, folder, cancellation);
            if (number != entry.Version)
                throw new InvalidOperationException($"{entry.File} became version {number} of {model}, not {entry.Version}; start with --fresh.");
        }

        if (digests.Count == 0)
            await client.SetAliasAsync(model, "champion", Stable, cancellation);
    }

    private async Task MakeSceneAsync(DemoScene scene, CancellationToken cancellation)
    {
        if (!await client.HasEndpointAsync(scene.Endpoint, cancellation))
            await client.PutEndpointAsync(scene.Endpoint, new { model = DemoScene.Model, stableVersion = Stable, segmentAttributes = new[] { RegionAttribute } }, cancellation);
    }

    private async Task MakeEndpointAsync(string name, CancellationToken cancellation)
    {
        if (await client.HasEndpointAsync(name, cancellation))
            return;
        string[] segments = name == DemoScene.Model ? [RegionAttribute] : [];

        // Nobody who looks at a demo waits for windows of five minutes.
        await client.PutEndpointAsync(name, new { model = name, stableVersion = Stable, segmentAttributes = segments, drift = new { window = "1m" } }, cancellation);
        await client.PutSplitAsync(
            name,
            new { variants = new[] { new VariantShare(Stable, TrafficWeight.Whole), new VariantShare(Challenger, 0) } },
            cancellation);
    }
}
