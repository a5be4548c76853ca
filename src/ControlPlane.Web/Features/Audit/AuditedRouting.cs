using System.Text.Json;
using ControlPlane.Domain.Audit;
using ControlPlane.Domain.Endpoints;

namespace ControlPlane.Web.Features.Audit;

/// <summary>The routing of an endpoint that an entry of the audit holds. Stateless.</summary>
internal static class AuditedRouting
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>How the endpoint answered before; null where the entry says nothing of it.</summary>
    public static EndpointSnapshot? Before(AuditEntry entry) => Of(entry, entry.Before);

    /// <summary>How the endpoint answered afterwards; null where the entry says nothing of it.</summary>
    public static EndpointSnapshot? After(AuditEntry entry) => Of(entry, entry.After);

    private static EndpointSnapshot? Of(AuditEntry entry, string? state)
    {
        if (state is null || entry.Subject != AuditEntry.WordOf(AuditSubject.Endpoint))
            return null;
        try
        {
            return JsonSerializer.Deserialize<EndpointSnapshot>(state, Options);
        }
        catch (JsonException)
        {
            // Written by another build, or not as it was written.
            return null;
        }
    }
}
