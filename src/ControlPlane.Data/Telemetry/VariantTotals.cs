using ControlPlane.Data.Writing;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Telemetry;

/// <summary>The running totals that a group of batches touches. Belongs to one unit of work.</summary>
internal sealed class VariantTotals(SeriesContext context)
{
    private readonly HashSet<VariantTotal> _touched = [];
    private Dictionary<(string AgentId, string BootId, string Endpoint, string Variant), VariantTotal> _totals = [];

    /// <summary>Loads the totals that a group may touch: of its boots and of the endpoints it names.</summary>
    public async Task LoadAsync(IReadOnlyList<DeliveredBatch> group, CancellationToken cancellationToken)
    {
        var (agents, boots) = (group.Select(d => d.AgentId).Distinct().ToList(), group.Select(d => d.Batch.BootId).Distinct().ToList());
        var endpoints = group.SelectMany(d => d.Batch.Buckets.Select(b => b.Endpoint).Concat(d.Batch.Lifetime.Concat(d.Batch.Dropped).Select(c => c.Endpoint))).Distinct().ToList();
        _totals = await context.Totals.AsNoTracking()
            .Where(t => agents.Contains(t.AgentId) && boots.Contains(t.BootId) && endpoints.Contains(t.Endpoint))
            .ToDictionaryAsync(t => (t.AgentId, t.BootId, t.Endpoint, t.Variant), cancellationToken);
    }

    /// <summary>The totals of a variant on a boot, to be changed.</summary>
    public VariantTotal Of(TelemetryBoot boot, string endpoint, string variant)
    {
        var key = (boot.AgentId, boot.BootId, endpoint, variant);
        if (!_totals.TryGetValue(key, out var total))
            _totals.Add(key, total = new VariantTotal { AgentId = boot.AgentId, BootId = boot.BootId, Endpoint = endpoint, Variant = variant });
        _touched.Add(total);
        return total;
    }

    /// <summary>Writes those that were changed.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        await using var rows = new RowUpsert<VariantTotal>(context);
        await rows.WriteAsync([.. _touched], cancellationToken);
    }
}
