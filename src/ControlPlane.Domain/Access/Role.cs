using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Access;

/// <summary>What somebody is trusted with in an environment. What each may do is in <see cref="AccessRule"/> and nowhere else.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<Role>))]
public enum Role
{
    /// <summary>Looks, and changes nothing.</summary>
    Viewer,

    /// <summary>Keeps what runs safe: pauses, resumes, drains, takes back.</summary>
    Operator,

    /// <summary>Brings new versions: uploads, creates, starts.</summary>
    Deployer,

    /// <summary>Lets a version through: promotes, overrides a gate, answers a request; never their own.</summary>
    Approver,

    /// <summary>Everything, and who else may do what.</summary>
    Admin,
}
