using System.Collections.Concurrent;
using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Inference;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Routing;

/// <summary>
/// Takes one version from its digest to a warm model: file on this disk and unchanged, else fetched; then loaded.
/// What may pass by itself is tried again after a growing delay. Thread-safe.
/// </summary>
internal sealed class VersionPreparer(
    ArtifactFetcher fetcher,
    BlobStore blobs,
    VersionLoading load,
    TimeProvider time,
    BackoffPolicy retries,
    ILogger<VersionPreparer> logger)
{
    /// <summary>Longest that loading may take.</summary>
    public static readonly TimeSpan LoadTimeout = TimeSpan.FromMinutes(5);

    // Two versions may be the same file; it is fetched once.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _files = new(StringComparer.Ordinal);

    /// <summary>Works until the version is ready, refused for good, or no longer wanted.</summary>
    /// <param name="preparation">Told how far it is.</param>
    /// <param name="changed">Called after every change of state.</param>
    public async Task RunAsync(Preparation preparation, Action changed)
    {
        try
        {
            for (var attempt = 0; ; attempt++)
            {
                if (await TryOnceAsync(preparation, changed) is not { } refusal)
                    return;

                logger.VersionRefused(preparation.Version.Model, preparation.Version.Version, refusal.Code, refusal.Sentence);
                preparation.Refuse(refusal);
                changed();
                if (TableIntake.IsPermanent(refusal.Code))
                    return;
                await Task.Delay(retries.DelayOf(attempt), time, preparation.Cancelled);
            }
        }
        catch (OperationCanceledException) when (preparation.Cancelled.IsCancellationRequested)
        {
            // No table wants this version any more.
        }
    }

    private async Task<Refusal?> TryOnceAsync(Preparation preparation, Action changed)
    {
        var version = preparation.Version;
        try
        {
            var file = await FindFileAsync(preparation, version, changed);
            if (!file.IsAccepted)
                return file.Refusal;

            var golden = version.Golden is { } reference
                ? await FindFileAsync(preparation, version with { Digest = reference.Digest, SizeBytes = reference.SizeBytes }, changed)
                : (Outcome<string>?)null;
            if (golden is { IsAccepted: false })
                return golden.Value.Refusal;

            preparation.BeginLoading();
            changed();
            return await LoadAsync(preparation, file.Value, golden?.Value, changed);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The edge of a task nobody else watches: one version's surprise must not end the rest.
            logger.PreparationFailed(e, version.Model, version.Version);
            return new Refusal(RefusalCodes.Internal, $"Preparing {version.Model} v{version.Version} failed: {e.Message}");
        }
    }

    // The golden set is a file like the model's, only smaller.
    private async Task<Outcome<string>> FindFileAsync(Preparation preparation, PreparedVersion version, Action changed)
    {
        var file = _files.GetOrAdd(version.Digest, _ => new SemaphoreSlim(1, 1));
        await file.WaitAsync(preparation.Cancelled);
        try
        {
            if (blobs.Has(version.Digest))
            {
                var verified = blobs.Verify(version.Digest);
                if (verified.IsAccepted)
                    return verified;
                logger.BlobQuarantined(version.Model, version.Version, verified.Refusal.Sentence);
            }

            preparation.WaitForNetwork();
            changed();
            return await fetcher.FetchAsync(version, preparation, preparation.Cancelled);
        }
        finally
        {
            file.Release();
        }
    }

    private async Task<Refusal?> LoadAsync(Preparation preparation, string path, string? golden, Action changed)
    {
        var version = preparation.Version;
        var loading = load(path, version, golden, preparation.Cancelled);
        try
        {
            var loaded = await loading.WaitAsync(LoadTimeout, time, preparation.Cancelled);
            if (!loaded.IsAccepted)
                return loaded.Refusal;

            preparation.Finish(loaded.Value);
            logger.VersionReady(version.Model, version.Version, version.Digest);
            changed();
            return null;
        }
        catch (TimeoutException)
        {
            _ = ReleaseWhenLoadedAsync(loading);
            return new Refusal(
                RefusalCodes.Internal, $"Loading {version.Model} v{version.Version} did not end within {LoadTimeout.TotalMinutes:0} min.");
        }
        catch (OperationCanceledException)
        {
            _ = ReleaseWhenLoadedAsync(loading);
            throw;
        }
    }

    // Native loading cannot be stopped half-way; what it makes after all is released at once.
    private static async Task ReleaseWhenLoadedAsync(Task<Outcome<LoadedModel>> loading)
    {
        await ((Task)loading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (loading.IsCompletedSuccessfully && await loading is { IsAccepted: true } late)
            await late.Value.DisposeAsync();
    }
}
