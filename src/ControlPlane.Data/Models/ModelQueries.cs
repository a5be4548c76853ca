using ControlPlane.Domain.Models;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Models;

/// <summary>Reads registered models for screens and the API. Thread-safe.</summary>
public sealed class ModelQueries(IDbContextFactory<StateContext> contexts)
{
    /// <summary>Every model, by name.</summary>
    public async Task<IReadOnlyList<ModelRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await RowsAsync(context, context.Models, cancellationToken);
    }

    /// <summary>One model; null when there is none of that name.</summary>
    public async Task<ModelRow?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return (await RowsAsync(context, context.Models.Where(m => m.Name == name), cancellationToken)).SingleOrDefault();
    }

    /// <summary>A model's versions as they were registered, by number; empty when there is no such model.</summary>
    public async Task<IReadOnlyList<ModelVersion>> VersionsAsync(string name, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ModelVersions.AsNoTracking().Where(v => v.Model == name).OrderBy(v => v.Number).ToListAsync(cancellationToken);
    }

    /// <summary>Whether some version has this file or golden set; what an agent may fetch.</summary>
    public async Task<bool> HasArtifactAsync(string digest, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ModelVersions.AnyAsync(v => v.Digest == digest || v.GoldenDigest == digest, cancellationToken);
    }

    private static async Task<IReadOnlyList<ModelRow>> RowsAsync(StateContext context, IQueryable<RegisteredModel> models, CancellationToken cancellationToken)
    {
        var found = await models.AsNoTracking().AsSplitQuery().OrderBy(m => m.Name).ToListAsync(cancellationToken);
        var names = found.Select(m => m.Name).ToList();
        var serving = await (
            from endpoint in context.Endpoints
            where names.Contains(endpoint.Model)
            join variant in context.EndpointVariants on endpoint.Name equals variant.Endpoint
            orderby endpoint.Name, variant.Order
            select new { endpoint.Model, variant.Version, Row = new ServingRow(endpoint.Name, variant.Name, variant.Weight) }).ToListAsync(cancellationToken);

        var byVersion = serving.ToLookup(s => (s.Model, s.Version), s => s.Row);
        return [.. found.Select(m => ToRow(m, byVersion))];
    }

    private static ModelRow ToRow(RegisteredModel model, ILookup<(string Model, int Version), ServingRow> serving) => new()
    {
        Name = model.Name,
        Description = model.Description,
        CreatedAt = model.CreatedAt,
        ConcurrencyVersion = model.ConcurrencyVersion,
        Versions = [.. model.Versions.Reverse().Select(v => ToRow(v, [.. serving[(model.Name, v.Number)]]))],
        Aliases = [.. model.Aliases.Select(a => new AliasRow(a.Name, a.Version, a.ChangedAt))],
    };

    private static ModelVersionRow ToRow(ModelVersion version, IReadOnlyList<ServingRow> servesAt) => new()
    {
        Number = version.Number,
        Digest = version.Digest,
        SizeBytes = version.SizeBytes,
        Description = version.Description,
        Tags = version.Tags,
        Origin = version.Origin,
        RegisteredAt = version.RegisteredAt,
        Inputs = version.Signature.Inputs,
        Outputs = version.Signature.Outputs,
        Producer = version.Producer,
        OperatorSets = version.OperatorSets,
        Metadata = version.Metadata,
        Reading = version.Reading,
        Golden = version.Golden,
        SignedBy = version.SignedBy,
        ServesAt = servesAt,
    };
}
