namespace ControlPlane.Web.Components;

/// <summary>What a status looks like. The one table of the product.</summary>
/// <param name="Icon">Its picture.</param>
/// <param name="CssClass">Its colours.</param>
/// <param name="Word">Its word, unless a more exact one is given.</param>
public sealed record StatusLook(IconName Icon, string CssClass, string Word)
{
    private static readonly Dictionary<StatusKind, StatusLook> Looks = new()
    {
        [StatusKind.NeedsYou] = new(IconName.Alarm, "status-needs", "Needs you"),
        [StatusKind.RolledBack] = new(IconName.RollBack, "status-rolled-back", "Rolled back"),
        [StatusKind.Watching] = new(IconName.Watching, "status-watching", "Watching"),
        [StatusKind.Unknown] = new(IconName.Unknown, "status-unknown", "Unknown"),
        [StatusKind.Fine] = new(IconName.Fine, "status-fine", "Fine"),
    };

    /// <summary>The look of a status.</summary>
    public static StatusLook Of(StatusKind kind) => Looks[kind];
}
