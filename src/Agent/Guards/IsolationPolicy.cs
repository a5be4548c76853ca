namespace ControlPlane.AgentHost.Guards;

/// <summary>What becomes of challengers when nobody has been heard of for so long that nobody may be watching them.</summary>
public enum IsolationPolicy
{
    /// <summary>Their requests return to the stable variant.</summary>
    Return,

    /// <summary>They go on as the last table says.</summary>
    Freeze,
}
