using ControlPlane.Domain.Access;
using ControlPlane.Web.Components;

namespace ControlPlane.Web.Features.Access;

/// <summary>A person as lists show them. Stateless.</summary>
internal static class PersonLook
{
    /// <summary>Colour and word of their state.</summary>
    public static (StatusKind Kind, string Word) Of(Person person) => person switch
    {
        { DisabledAt: not null } => (StatusKind.Unknown, "disabled"),
        { PasswordHash: null, Identity: null } => (StatusKind.Watching, "invited"),
        _ => (StatusKind.Fine, "active"),
    };

    /// <summary>Their roles in one line.</summary>
    public static string RolesOf(Person person) => person.Grants.Count == 0 ? "none" : string.Join(", ", person.Grants);
}
