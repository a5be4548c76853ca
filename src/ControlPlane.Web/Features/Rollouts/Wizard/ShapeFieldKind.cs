namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>How a field of a shape is typed.</summary>
public enum ShapeFieldKind
{
    /// <summary>Free words.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A share in per cent.</summary>
    Percent,

    /// <summary>Ascending shares in per cent, separated by commas.</summary>
    Percents,

    /// <summary>A time such as <c>5m</c>.</summary>
    Time,

    /// <summary>Yes or no.</summary>
    Switch,

    /// <summary>One of some words.</summary>
    Choice,

    /// <summary>One of the model's versions.</summary>
    Version,

    /// <summary>One of the stored analysis templates.</summary>
    Template,

    /// <summary>Ordered rules on attributes.</summary>
    Rules,
}
