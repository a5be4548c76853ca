using System.Collections.Concurrent;
using ControlPlane.AgentHost.Artifacts;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Tests.Fakes;

/// <summary>Model files as a control plane would give them, with faults by the number of the request.</summary>
internal sealed class MemoryArtifacts : IArtifactSource
{
    private readonly ConcurrentDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    /// <summary>Changes the stream that request number n, from 1, is answered with; null to break the request itself.</summary>
    public Func<int, Stream, Stream?> Disturb { get; set; } = (_, stream) => stream;

    /// <summary>Whether parts are given; otherwise every answer begins at the first byte.</summary>
    public bool KnowsRanges { get; set; } = true;

    /// <summary>Offsets asked for, in order.</summary>
    public ConcurrentQueue<long> Offsets { get; } = new();

    /// <summary>Adds a file and answers with its version.</summary>
    public PreparedVersion Add(byte[] file, string model = "pets", int version = 1)
    {
        var digest = RoutingTableCodec.DigestOf(file);
        _files[digest] = file;
        return new PreparedVersion { Model = model, Version = version, Digest = digest, SizeBytes = file.Length };
    }

    public Task<Outcome<ArtifactDownload>> OpenAsync(string digest, long offset, CancellationToken cancellationToken)
    {
        Offsets.Enqueue(offset);
        if (!_files.TryGetValue(digest, out var file))
            return Unreachable("the file is not there");

        var from = KnowsRanges ? offset : 0;
        var stream = Disturb(Offsets.Count, new MemoryStream(file[(int)from..]));
        return stream is null
            ? Unreachable("there is no connection")
            : Task.FromResult<Outcome<ArtifactDownload>>(new ArtifactDownload(stream, from));
    }

    private static Task<Outcome<ArtifactDownload>> Unreachable(string why) =>
        Task.FromResult<Outcome<ArtifactDownload>>(new Refusal(RefusalCodes.ArtefactUnreachable, why));
}
