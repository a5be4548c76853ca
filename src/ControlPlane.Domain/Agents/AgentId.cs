namespace ControlPlane.Domain.Agents;

/// <summary>Identity of an agent: assigned by the control plane, never reused. Immutable.</summary>
/// <param name="Value">Lower-case letters, digits and hyphens.</param>
public readonly record struct AgentId(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}
