namespace ControlPlane.BrowserTests;

/// <summary>The same with three agents, for what goes from agent to agent.</summary>
public sealed class WideSite : Site
{
    protected override int AgentCount => 3;
}
