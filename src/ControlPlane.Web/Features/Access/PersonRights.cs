using ControlPlane.Data.Access;
using ControlPlane.Domain.Access;

namespace ControlPlane.Web.Features.Access;

/// <summary>What people may do, as the database has it now. A singleton, thread-safe.</summary>
internal sealed class PersonRights(PersonQueries people) : IRightsSource
{
    public HolderKind Kind => HolderKind.Person;

    public async Task<IReadOnlyList<RoleGrant>?> ReadAsync(string id, CancellationToken cancellation) =>
        await people.FindAsync(id, cancellation) is { DisabledAt: null } person ? person.Rights : null;
}
