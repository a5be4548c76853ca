namespace ControlPlane.Domain.Access;

/// <summary>Whose rights are looked up when something is done in somebody's name. Immutable.</summary>
/// <param name="Kind">What kind of account.</param>
/// <param name="Id">Its id.</param>
public sealed record RightsHolder(HolderKind Kind, string Id);
