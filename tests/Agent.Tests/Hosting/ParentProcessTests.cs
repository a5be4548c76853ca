using System.Diagnostics;
using ControlPlane.AgentHost.Hosting;

namespace ControlPlane.AgentHost.Tests.Hosting;

public sealed class ParentProcessTests
{
    [Fact]
    public void IsAlive_ThisProcess_IsTrue() => Assert.True(new ParentProcess(Environment.ProcessId).IsAlive);

    [Fact]
    public void IsAlive_NumberOfNoProcess_IsFalse() => Assert.False(new ParentProcess(int.MaxValue).IsAlive);

    [Fact]
    public async Task IsAlive_ProcessThatEnds_BecomesFalse()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["--info"]) { RedirectStandardOutput = true })!;
        var parent = new ParentProcess(process.Id);

        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.False(parent.IsAlive);
    }
}
