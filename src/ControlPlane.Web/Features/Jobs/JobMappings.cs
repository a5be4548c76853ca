using System.Collections.Concurrent;
using ControlPlane.Data.Models;
using ControlPlane.Domain.Jobs;
using ControlPlane.Domain.Jobs.Rows;
using ControlPlane.Domain.Models;

namespace ControlPlane.Web.Features.Jobs;

/// <summary>How rows of jobs become inputs of their versions; versions never change, so that each is read once. A singleton, thread-safe.</summary>
public sealed class JobMappings(ModelQueries models)
{
    private readonly ConcurrentDictionary<(string Model, int Version), ModelSignature> _signatures = new();

    /// <summary>The mapping of a job that was accepted.</summary>
    public async Task<InputMapping> OfAsync(BatchJob job, CancellationToken cancellation) =>
        InputMapping.Create(await SignatureAsync(job.Model, job.Version, cancellation) ?? throw new InvalidOperationException($"The version {job.Version} of {job.Model} is gone."), job.Settings, job.Header).Value;

    /// <summary>What a version takes and gives; null when there is none.</summary>
    public async Task<ModelSignature?> SignatureAsync(string model, int version, CancellationToken cancellation)
    {
        if (_signatures.TryGetValue((model, version), out var known))
            return known;
        if ((await models.VersionsAsync(model, cancellation)).FirstOrDefault(v => v.Number == version) is not { } found)
            return null;
        return _signatures.GetOrAdd((model, version), found.Signature);
    }
}
