using ControlPlane.Domain.Access;

namespace ControlPlane.Web.Features.Access;

/// <summary>A person with the link that sets their password, which is shown once. Immutable.</summary>
/// <param name="Person">Who.</param>
/// <param name="Link">Path and query below the control plane's address; a secret.</param>
public sealed record InvitedPerson(Person Person, string Link);
