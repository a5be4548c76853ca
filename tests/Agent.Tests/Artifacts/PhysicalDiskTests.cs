using ControlPlane.AgentHost.Artifacts;
using ControlPlane.TestKit;

namespace ControlPlane.AgentHost.Tests.Artifacts;

public sealed class PhysicalDiskTests : IDisposable
{
    private readonly PhysicalDisk _disk = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Replace_NewFile_IsReadableByItsOwnerOnly()
    {
        var path = _folder.Combine("secret");

        DurableFile.Replace(_disk, path, "content"u8);

        Assert.Equal("content", File.ReadAllText(path));
        Assert.Equal([path], _disk.FilesIn(_folder.Path));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void Append_ExistingFile_GoesOnAtItsEnd()
    {
        var path = _folder.Combine("log");
        foreach (var text in (string[])["one ", "two"])
        {
            using var file = _disk.Append(path);
            file.Write(System.Text.Encoding.UTF8.GetBytes(text));
            file.Sync();
        }

        Assert.Equal("one two", File.ReadAllText(path));
        Assert.Equal(7, _disk.LengthOf(path));
    }

    [Fact]
    public void SyncFolder_NoSuchFolder_SaysThatNothingIsDurable()
    {
        _disk.SyncFolder(_folder.Path);

        if (!OperatingSystem.IsWindows())
            Assert.Throws<DiskSyncException>(() => _disk.SyncFolder(_folder.Combine("missing")));
    }

    [Fact]
    public void Delete_NoSuchFile_IsNothing()
    {
        _disk.Delete(_folder.Combine("missing"));

        Assert.Null(_disk.LengthOf(_folder.Combine("missing")));
        Assert.Empty(_disk.FilesIn(_folder.Combine("missing")));
    }

    [Fact]
    [Trait("Fault", "F08")]
    public void Create_FullDevice_SaysThatItIsFull()
    {
        if (!File.Exists("/dev/full"))
            return;

        using var file = _disk.Append("/dev/full");
        var failure = Assert.Throws<IOException>(() => file.Write(new byte[100]));
        Assert.True(DiskErrors.IsFull(failure));
    }
}
