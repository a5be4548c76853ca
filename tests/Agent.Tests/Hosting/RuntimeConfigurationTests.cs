using System.Text.Json;

namespace ControlPlane.AgentHost.Tests.Hosting;

public sealed class RuntimeConfigurationTests
{
    // The project's kind switches the large collector on by itself, and a property of a slightly wrong name switches nothing off.
    [Fact]
    public void RuntimeConfiguration_OfTheAgent_HasTheSmallCollector()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "ControlPlane.Agent.runtimeconfig.json");

        var properties = JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("runtimeOptions").GetProperty("configProperties");

        Assert.False(properties.GetProperty("System.GC.Server").GetBoolean());
        Assert.False(properties.GetProperty("System.GC.Concurrent").GetBoolean());
        Assert.Equal(4 << 20, properties.GetProperty("System.GC.Gen0Size").GetInt32());
    }
}
