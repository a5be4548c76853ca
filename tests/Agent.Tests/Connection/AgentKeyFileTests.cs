using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Connection;
using ControlPlane.TestKit;

namespace ControlPlane.AgentHost.Tests.Connection;

public sealed class AgentKeyFileTests
{
    [Fact]
    public void LoadOrCreate_NewKey_IsReadableByItsOwnerOnly_AndTheSameAtTheNextStart()
    {
        using var folder = new TemporaryFolder();

        var made = AgentKeyFile.LoadOrCreate(new PhysicalDisk(), folder.Path).Value;
        var read = AgentKeyFile.LoadOrCreate(new PhysicalDisk(), folder.Path).Value;

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.Combine(AgentKeyFile.Name)));
        Assert.Equal(made.PublicKey, read.PublicKey);
    }
}
