using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Tests.Artifacts;

public sealed class BlobStoreTests
{
    private static readonly byte[] Content = [1, 2, 3];
    private static readonly string Digest = RoutingTableCodec.DigestOf(Content);

    private readonly MemoryDisk _disk = new();

    [Fact]
    public void Verify_UnchangedFile_AnswersItsPath()
    {
        _disk[$"/data/blobs/{Digest}"] = Content;

        Assert.Equal($"/data/blobs/{Digest}", new BlobStore(_disk, "/data").Verify(Digest).Value);
    }

    [Fact]
    [Trait("Fault", "F07")]
    public void Verify_ChangedFile_IsPutIntoQuarantine()
    {
        _disk[$"/data/blobs/{Digest}"] = [1, 2, 4];
        var store = new BlobStore(_disk, "/data");

        Assert.Equal(RefusalCodes.DigestMismatch, store.Verify(Digest).Refusal?.Code);
        Assert.False(store.Has(Digest));
        Assert.Equal([$"/data/quarantine/{Digest}"], _disk.Paths);
    }

    [Fact]
    public void Release_KeepsWhatIsNamedItsDownloadsAndItsFindings()
    {
        var kept = new string('a', 64);
        var gone = new string('b', 64);
        foreach (var path in (string[])[$"/data/blobs/{kept}", $"/data/blobs/{gone}", $"/data/blobs/{kept}.findings", $"/data/blobs/{gone}.findings", $"/data/incoming/{kept}.part", $"/data/incoming/{gone}.part"])
            _disk[path] = Content;

        Assert.Equal(3, new BlobStore(_disk, "/data").Release(new HashSet<string> { kept }));

        Assert.Equal([$"/data/blobs/{kept}", $"/data/blobs/{kept}.findings", $"/data/incoming/{kept}.part"], _disk.Paths);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [Trait("Fault", "F82")]
    public void PathOf_NoDigest_IsNeverAPath(string digest) =>
        Assert.Throws<ArgumentException>(() => new BlobStore(_disk, "/data").PathOf(digest));
}
