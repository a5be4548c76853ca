using ControlPlane.Domain.Access;

namespace ControlPlane.Web.Features.Access;

/// <summary>Tells what an account of one kind may do at this moment.</summary>
public interface IRightsSource
{
    /// <summary>The kind it knows.</summary>
    HolderKind Kind { get; }

    /// <summary>The roles held now; null when the account may not act at all.</summary>
    Task<IReadOnlyList<RoleGrant>?> ReadAsync(string id, CancellationToken cancellation);
}
