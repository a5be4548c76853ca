using System.Security.Cryptography;
using ControlPlane.Data.Artifacts;
using ControlPlane.Data.Tests.Building;

namespace ControlPlane.Data.Tests.Artifacts;

public sealed class ArtifactStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ReceiveAsync_Bytes_AreFoundUnderTheirDigest()
    {
        var store = Store();
        var bytes = RandomNumberGenerator.GetBytes(300_000);

        var stored = await KeepAsync(store, bytes);

        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(bytes)), 300_000L), (stored.Digest, stored.SizeBytes));
        await using var read = (await store.OpenAsync(stored.Digest, CancellationToken.None)).Value;
        Assert.Equal(stored.Digest, Convert.ToHexStringLower(await SHA256.HashDataAsync(read)));
        Assert.True(read.CanSeek);
    }

    [Fact]
    public async Task ReceiveAsync_SameTwiceAtOnce_KeepsOne()
    {
        var store = Store();
        var bytes = RandomNumberGenerator.GetBytes(100_000);

        var both = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => KeepAsync(store, bytes)));

        Assert.Single(both.Distinct());
        Assert.Single(Files());
    }

    [Fact]
    [Trait("Fault", "F81")]
    public async Task ReceiveAsync_OneByteTooMany_RefusesAndLeavesNothing()
    {
        var refusal = (await Store().ReceiveAsync(new MemoryStream(new byte[1_001]), 1_000, CancellationToken.None)).Refusal;

        Assert.Equal(ArtifactRefusals.TooLarge, refusal?.Code);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task ReceiveAsync_Nothing_Refuses()
    {
        Assert.Equal(ArtifactRefusals.Empty, (await Store().ReceiveAsync(Stream.Null, 1_000, CancellationToken.None)).Refusal?.Code);
        Assert.Empty(Files());
    }

    [Fact]
    [Trait("Fault", "F73")]
    public async Task ReceiveAsync_UploadThatBreaksOff_LeavesNothing()
    {
        var broken = new BreakingStream(200_000, () => throw new IOException("connection reset"));

        await Assert.ThrowsAsync<IOException>(() => Store().ReceiveAsync(broken, 1_000_000, CancellationToken.None));

        Assert.Empty(Files());
    }

    [Fact]
    public async Task ReceiveAsync_Cancelled_LeavesNothing()
    {
        using var source = new CancellationTokenSource();
        var cancelling = new BreakingStream(200_000, source.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store().ReceiveAsync(cancelling, 10_000_000, source.Token));

        Assert.Empty(Files());
    }

    [Fact]
    public async Task ReceiveAsync_DiskFull_RefusesAndLeavesNothing()
    {
        var store = new ArtifactStore(_folder.Path, path => new FullDiskStream(path, 150_000));
        store.Prepare();

        var refusal = (await store.ReceiveAsync(new MemoryStream(new byte[200_000]), 1_000_000, CancellationToken.None)).Refusal;

        Assert.Equal(ArtifactRefusals.NotStored, refusal?.Code);
        Assert.Contains("No space left", refusal!.Sentence, StringComparison.Ordinal);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task ReceiveAsync_DiskThatSuffices_Stores()
    {
        var store = new ArtifactStore(_folder.Path, path => new FullDiskStream(path, 250_000));
        store.Prepare();

        Assert.True((await store.ReceiveAsync(new MemoryStream(new byte[200_000]), 1_000_000, CancellationToken.None)).IsAccepted);
    }

    [Fact]
    public async Task Prepare_LeftoversOfAKilledProcess_AreDeletedAndStoredFilesStay()
    {
        var stored = await KeepAsync(Store(), [1, 2, 3]);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "incoming", "7.part"), "half");

        var store = Store();

        Assert.Single(Files());
        await using var read = (await store.OpenAsync(stored.Digest, CancellationToken.None)).Value;
        Assert.Equal(3, read.Length);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    [InlineData("ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789")]
    public Task OpenAsync_NoDigest_Throws(string digest) => Assert.ThrowsAsync<ArgumentException>(() => Store().OpenAsync(digest, CancellationToken.None));

    [Fact]
    public async Task OpenAsync_UnknownDigest_IsRefused() =>
        Assert.Equal(ArtifactRefusals.NotFound, (await Store().OpenAsync(new string('0', 64), CancellationToken.None)).Refusal?.Code);

    [Fact]
    public async Task ReceiveAsync_NotKept_IsGoneOnceDisposed()
    {
        var received = (await Store().ReceiveAsync(new MemoryStream([1, 2, 3]), 10, CancellationToken.None)).Value;
        var before = Files();

        received.Dispose();

        Assert.Single(before);
        Assert.Empty(Files());
    }

    private static async Task<StoredArtifact> KeepAsync(ArtifactStore store, byte[] bytes)
    {
        using var received = (await store.ReceiveAsync(new MemoryStream(bytes), 1_000_000, CancellationToken.None)).Value;
        return (await store.KeepAsync(received, CancellationToken.None)).Value;
    }

    private ArtifactStore Store()
    {
        var store = new ArtifactStore(_folder.Path);
        store.Prepare();
        return store;
    }

    private string[] Files() => Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories);
}
