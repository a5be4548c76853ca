using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Tests.Fakes;

/// <summary>Attributes of a request: none, or those given.</summary>
internal sealed class Attributes(params (string Name, string Value)[] values) : IRequestAttributes
{
    public static Attributes None { get; } = new();

    public string? Find(string attribute) => Array.Find(values, v => v.Name == attribute).Value;
}
