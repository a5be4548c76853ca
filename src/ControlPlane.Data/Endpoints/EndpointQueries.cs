using ControlPlane.Domain.Endpoints;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Endpoints;

/// <summary>Reads inference endpoints for screens and the API. Thread-safe.</summary>
public sealed class EndpointQueries(IDbContextFactory<StateContext> contexts)
{
    /// <summary>Every endpoint, by name.</summary>
    public async Task<IReadOnlyList<EndpointRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await RowsAsync(context, context.Endpoints, cancellationToken);
    }

    /// <summary>One endpoint; null when there is none of that name.</summary>
    public async Task<EndpointRow?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return (await RowsAsync(context, context.Endpoints.Where(e => e.Name == name), cancellationToken)).SingleOrDefault();
    }

    /// <summary>Settings of some endpoints by name; those that are gone are left out.</summary>
    public async Task<IReadOnlyDictionary<string, EndpointSettings>> SettingsAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Endpoints.AsNoTracking().Where(e => names.Contains(e.Name)).Select(e => new { e.Name, e.Settings })
            .ToDictionaryAsync(e => e.Name, e => e.Settings, StringComparer.Ordinal, cancellationToken);
    }

    /// <summary>Names of endpoints whose previous stable version has been kept ready long enough.</summary>
    public async Task<IReadOnlyList<string>> ListToRetireAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Endpoints.Where(e => e.IsPreviousWarm && e.PreviousStableVersion != null && e.PreviousWarmUntil <= now)
            .OrderBy(e => e.Name).Select(e => e.Name).ToListAsync(cancellationToken);
    }

    /// <summary>What happened to an endpoint, newest first; also of one that was deleted.</summary>
    public async Task<IReadOnlyList<EndpointEventRow>> HistoryAsync(string name, HistoryPage page, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var events = context.EndpointEvents.AsNoTracking().Where(e => e.Endpoint == name);
        if (page.Before is { } before)
            events = events.Where(e => e.Id < before);
        return await events.OrderByDescending(e => e.Id).Take(page.Size).Select(e => new EndpointEventRow
        {
            Id = e.Id,
            Endpoint = e.Endpoint,
            At = e.At,
            Actor = e.Actor,
            Way = e.Way,
            Kind = e.Kind,
            Reason = e.Reason,
            Sentence = e.Sentence,
            Before = e.Before,
            After = e.After,
            RouteRevision = e.RouteRevision,
            TableRevision = e.TableRevision,
        }).ToListAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<EndpointRow>> RowsAsync(
        StateContext context, IQueryable<InferenceEndpoint> endpoints, CancellationToken cancellationToken)
    {
        var found = await endpoints.AsNoTracking().OrderBy(e => e.Name).Select(e => new
        {
            Endpoint = e,
            TableRevision = context.PublishedTables.Where(t => t.Pool == e.Pool).Max(t => (long?)t.Revision) ?? 0,
        }).ToListAsync(cancellationToken);
        return [.. found.Select(f => ToRow(f.Endpoint, f.TableRevision))];
    }

    private static EndpointRow ToRow(InferenceEndpoint endpoint, long tableRevision) => new()
    {
        Name = endpoint.Name,
        Pool = endpoint.Pool,
        Model = endpoint.Model,
        StableVersion = endpoint.StableVersion,
        PreviousStableVersion = endpoint.PreviousStableVersion,
        IsPreviousWarm = endpoint.IsPreviousWarm,
        PreviousWarmUntil = endpoint.PreviousWarmUntil,
        RouteRevision = endpoint.RouteRevision,
        TableRevision = tableRevision,
        ConcurrencyVersion = endpoint.ConcurrencyVersion,
        Salt = endpoint.Salt,
        Variants = [.. endpoint.Variants.Select(v => new VariantRow(v.Name, v.Version, v.Role, v.Weight))],
        Overlay = endpoint.Overlay,
        Settings = endpoint.Settings,
        UndoUntil = endpoint.UndoState?.Until,
        CreatedAt = endpoint.CreatedAt,
        ChangedAt = endpoint.ChangedAt,
    };
}
