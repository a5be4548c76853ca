using ControlPlane.Data.Audit;
using ControlPlane.Data.Endpoints;

namespace ControlPlane.Web.Features.Audit;

/// <summary>Gathers what the audit's page shows. A singleton, thread-safe.</summary>
public sealed class AuditScreenQuery(AuditQueries audit, EndpointQueries endpoints)
{
    /// <summary>Entries of a page.</summary>
    public const int PageSize = 50;

    /// <summary>Asks.</summary>
    /// <param name="filter">Which entries.</param>
    /// <param name="before">Only entries with a lower number; null begins with the newest.</param>
    /// <param name="chosen">Number of the entry that is shown in full; null for none.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<AuditScreen> AskAsync(AuditFilter filter, long? before, long? chosen, CancellationToken cancellation)
    {
        var found = await audit.ListAsync(filter, before, PageSize + 1, cancellation);
        return new AuditScreen
        {
            Entries = [.. found.Take(PageSize)],
            OlderThan = found.Count > PageSize ? found[PageSize - 1].Sequence : null,
            Chosen = chosen is not { } number ? null : found.FirstOrDefault(e => e.Sequence == number) ?? await audit.FindAsync(number, cancellation),
            Actors = await audit.ActorsAsync(cancellation),
            Endpoints = (await endpoints.ListAsync(cancellation)).ToDictionary(e => e.Name, StringComparer.Ordinal),
        };
    }
}
