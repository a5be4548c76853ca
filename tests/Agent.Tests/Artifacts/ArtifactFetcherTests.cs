using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.AgentHost.Tests.Artifacts;

public sealed class ArtifactFetcherTests
{
    private static readonly byte[] File = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 7 % 251))];

    private readonly MemoryDisk _disk = new();
    private readonly MemoryArtifacts _source = new();
    private readonly ManualTimeProvider _time = new();
    private readonly List<long> _progress = [];

    [Fact]
    public async Task FetchAsync_Undisturbed_PublishesTheFileAndLeavesNoPart()
    {
        var outcome = await FetchAsync();

        Assert.Equal(File, _disk[outcome.Value]);
        Assert.DoesNotContain(_disk.Paths, p => p.EndsWith(".part", StringComparison.Ordinal));
        Assert.Equal(File.Length, _progress[^1]);
    }

    [Fact]
    [Trait("Fault", "F24")]
    public async Task FetchAsync_ConnectionCut_ResumesAtTheByteWhereItEnded()
    {
        _source.Disturb = (request, stream) => request == 1 ? new CutStream(stream, 70_000) : stream;

        var outcome = await FetchAsync();

        Assert.Equal([0L, 70_000L], _source.Offsets);
        Assert.Equal(File, _disk[outcome.Value]);
    }

    [Fact]
    public async Task FetchAsync_SourceWithoutRanges_BeginsAnew()
    {
        _source.KnowsRanges = false;
        _source.Disturb = (request, stream) => request == 1 ? new CutStream(stream, 70_000) : stream;

        Assert.Equal(File, _disk[(await FetchAsync()).Value]);
    }

    [Fact]
    [Trait("Fault", "F05")]
    public async Task FetchAsync_PartOfAnEarlierProcess_IsResumedAndHashedFromTheDisk()
    {
        var version = _source.Add(File);
        _disk[$"/data/incoming/{version.Digest}.part"] = File[..50_000];

        var outcome = await FetchAsync();

        Assert.Equal([50_000L], _source.Offsets);
        Assert.Equal(File, _disk[outcome.Value]);
    }

    [Fact]
    [Trait("Fault", "F05")]
    public async Task FetchAsync_PartWithAFlippedBit_IsDiscardedAndFetchedWhole()
    {
        var version = _source.Add(File);
        var part = File[..50_000];
        part[123] ^= 1;
        _disk[$"/data/incoming/{version.Digest}.part"] = part;

        var outcome = await FetchAsync();

        Assert.Equal([50_000L, 0L], _source.Offsets);
        Assert.Equal(File, _disk[outcome.Value]);
    }

    [Fact]
    public async Task FetchAsync_PartLongerThanTheFile_IsDiscarded()
    {
        var version = _source.Add(File);
        _disk[$"/data/incoming/{version.Digest}.part"] = new byte[File.Length + 1];

        Assert.Equal(File, _disk[(await FetchAsync()).Value]);
        Assert.Equal([0L], _source.Offsets);
    }

    [Fact]
    [Trait("Fault", "F06")]
    public async Task FetchAsync_WrongBytesEveryTime_GivesUpAfterThree()
    {
        _source.Disturb = (_, _) => new MemoryStream(new byte[File.Length]);

        var outcome = await FetchAsync();

        Assert.Equal(RefusalCodes.DigestMismatch, outcome.Refusal?.Code);
        Assert.Equal(3, _source.Offsets.Count);
        Assert.Empty(_disk.Paths);
    }

    [Fact]
    public async Task FetchAsync_WrongBytesTwice_Succeeds()
    {
        _source.Disturb = (request, stream) => request < 3 ? new MemoryStream(new byte[File.Length]) : stream;

        Assert.True((await FetchAsync()).IsAccepted);
    }

    [Fact]
    public async Task FetchAsync_MoreBytesThanAnnounced_IsCutAndRefused()
    {
        _source.Disturb = (_, stream) => new MemoryStream([.. File, 1]);

        var outcome = await FetchAsync();

        Assert.Equal(RefusalCodes.DigestMismatch, outcome.Refusal?.Code);
        Assert.All(_progress, bytes => Assert.True(bytes <= File.Length));
    }

    [Fact]
    [Trait("Fault", "F08")]
    public async Task FetchAsync_DiskFullAtEveryChange_IsRefusedOrDoneAndLeavesNoPart()
    {
        for (var change = 1; change <= 8; change++)
        {
            var disk = new MemoryDisk { Fault = (change, DiskFault.IsFull) };

            var outcome = await FetchAsync(disk);

            Assert.True(outcome.IsAccepted || outcome.Refusal.Code == RefusalCodes.InsufficientDisk, $"change {change}: {outcome.Refusal}");
            Assert.DoesNotContain(disk.Paths, p => p.EndsWith(".part", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task FetchAsync_SourceGone_GivesUpWhenNoByteCameForLong()
    {
        _source.Disturb = (_, _) =>
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            return null;
        };

        var outcome = await FetchAsync();

        // The first request counts as the last progress.
        Assert.Equal(RefusalCodes.ArtefactUnreachable, outcome.Refusal?.Code);
        Assert.Equal(1 + (int)ArtifactFetcher.Patience.TotalMinutes, _source.Offsets.Count);
    }

    [Fact]
    [Trait("Fault", "F37")]
    public async Task FetchAsync_SlowButMoving_NeverGivesUp()
    {
        _source.Disturb = (_, stream) =>
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            return new CutStream(stream, 1_000);
        };

        var outcome = await FetchAsync();

        Assert.True(outcome.IsAccepted);
        Assert.Equal(200, _source.Offsets.Count);
    }

    private async Task<Outcome<string>> FetchAsync(MemoryDisk? disk = null)
    {
        var fetcher = new ArtifactFetcher(
            _source,
            new BlobStore(disk ?? _disk, "/data"),
            disk ?? _disk,
            _time,
            new BackoffPolicy(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), () => 0),
            NullLogger<ArtifactFetcher>.Instance);
        return await fetcher.FetchAsync(_source.Add(File), new Recorder(_progress), CancellationToken.None);
    }

    private sealed class Recorder(List<long> values) : IProgress<long>
    {
        public void Report(long value) => values.Add(value);
    }
}
