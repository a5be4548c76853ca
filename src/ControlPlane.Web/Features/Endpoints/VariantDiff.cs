using ControlPlane.Contracts.Routing;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>One variant in two routings. Immutable.</summary>
/// <param name="Name">Name of the variant.</param>
/// <param name="VersionBefore">Null when it was not there.</param>
/// <param name="VersionAfter">Null when it is gone.</param>
/// <param name="RoleBefore">Null when it was not there.</param>
/// <param name="RoleAfter">Null when it is gone.</param>
/// <param name="WeightBefore">Basis points; 0 when it was not there.</param>
/// <param name="WeightAfter">Basis points; 0 when it is gone.</param>
public sealed record VariantDiff(
    string Name, int? VersionBefore, int? VersionAfter, VariantRole? RoleBefore, VariantRole? RoleAfter, int WeightBefore, int WeightAfter)
{
    /// <summary>False when it is the same in both.</summary>
    public bool IsDifferent => VersionBefore != VersionAfter || RoleBefore != RoleAfter || WeightBefore != WeightAfter;

    /// <summary>Compares one variant; null stands for a routing without it.</summary>
    public static VariantDiff Between(string name, VariantRouting? before, VariantRouting? after) =>
        new(name, before?.Version, after?.Version, before?.Role, after?.Role, before?.Weight ?? 0, after?.Weight ?? 0);
}
