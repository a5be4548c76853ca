using System.Security.Cryptography;
using ControlPlane.Data.Artifacts;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.Data.Tests.Artifacts;

/// <summary>Model files in a real S3 server.</summary>
public sealed class S3ArtifactStoreTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private S3Server _server = null!;

    public async Task InitializeAsync() => _server = await S3Server.StartAsync(_folder.Combine("s3"));

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task KeepAsync_Bytes_AreFoundUnderTheirDigestAndCanBeSought()
    {
        using var store = Store();
        var bytes = RandomNumberGenerator.GetBytes(3_000_000);

        var stored = await KeepAsync(store, bytes);
        await using var whole = (await store.OpenAsync(stored.Digest, CancellationToken.None)).Value;
        var read = await ReadAsync(whole);
        await using var part = (await store.OpenAsync(stored.Digest, CancellationToken.None)).Value;
        part.Seek(2_000_000, SeekOrigin.Begin);
        var rest = await ReadAsync(part);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), stored.Digest);
        Assert.Equal(bytes, read);
        Assert.Equal(bytes[2_000_000..], rest);
        Assert.Equal(3_000_000, part.Length);
        Assert.Empty(Directory.GetFiles(_folder.Combine("inbox")));
    }

    [Fact]
    public async Task KeepAsync_TheSameAgain_IsThereAlready()
    {
        using var store = Store();

        Assert.Equal(await KeepAsync(store, [1, 2, 3]), await KeepAsync(store, [1, 2, 3]));
    }

    [Fact]
    public async Task OpenAsync_FileThatSomebodyChanged_WithholdsItsEnd()
    {
        using var store = Store();
        var stored = await KeepAsync(store, RandomNumberGenerator.GetBytes(400_000));
        var file = Directory.GetFiles(_folder.Combine("s3"), "*_object", SearchOption.AllDirectories).Single(f => f.Contains(stored.Digest, StringComparison.Ordinal));
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        await using var read = (await store.OpenAsync(stored.Digest, CancellationToken.None)).Value;

        await Assert.ThrowsAsync<IOException>(() => ReadAsync(read));
    }

    [Fact]
    public async Task OpenAsync_UnknownDigest_IsRefused()
    {
        using var store = Store();

        Assert.Equal(ArtifactRefusals.NotFound, (await store.OpenAsync(new string('0', 64), CancellationToken.None)).Refusal?.Code);
    }

    [Fact]
    public async Task KeepAsync_BucketThatDoesNotExist_SaysSoAndNeverAKey()
    {
        using var store = Store(bucket: "elsewhere");
        using var received = (await store.ReceiveAsync(new MemoryStream([1, 2, 3]), 10, CancellationToken.None)).Value;

        var refusal = (await store.KeepAsync(received, CancellationToken.None)).Refusal!;

        Assert.Equal(ArtifactRefusals.StoreUnreachable, refusal.Code);
        Assert.Contains("does not have the bucket", refusal.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("S3RVER", refusal.ToString(), StringComparison.Ordinal);
    }

    private S3ArtifactStore Store(string bucket = "models")
    {
        var store = new S3ArtifactStore(
            _folder.Combine("inbox"), new S3Options { Endpoint = _server.Endpoint, Bucket = bucket, Prefix = "onnx/", AccessKey = "S3RVER", SecretKey = "S3RVER" }, TimeProvider.System, NullLogger<S3ArtifactStore>.Instance);
        store.Prepare();
        return store;
    }

    private static async Task<StoredArtifact> KeepAsync(S3ArtifactStore store, byte[] bytes)
    {
        using var received = (await store.ReceiveAsync(new MemoryStream(bytes), 10_000_000, CancellationToken.None)).Value;
        return (await store.KeepAsync(received, CancellationToken.None)).Value;
    }

    private static async Task<byte[]> ReadAsync(Stream stream)
    {
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory);
        return memory.ToArray();
    }
}
