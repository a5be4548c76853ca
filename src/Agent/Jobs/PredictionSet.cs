using System.Buffers;
using System.Text;
using System.Text.Json;
using ControlPlane.Contracts.Jobs;
using ControlPlane.Contracts.Routing;
using Microsoft.Win32.SafeHandles;

namespace ControlPlane.AgentHost.Jobs;

/// <summary>
/// Stored predictions of one endpoint: a file of JSON lines on the disk, and for each key its hash and place in memory, 20 bytes.
/// The page cache keeps what is asked for. Immutable, thread-safe; a lookup that runs while it is disposed is finished.
/// </summary>
internal sealed class PredictionSet : IDisposable
{
    /// <summary>Most keys of a set: 400 MB of memory.</summary>
    public const int MostKeys = 20_000_000;

    private readonly SafeFileHandle _file;
    private readonly ulong[] _hashes;
    private readonly long[] _places;
    private readonly int[] _lengths;

    private PredictionSet(PredictionSetOffer offer, SafeFileHandle file, ulong[] hashes, long[] places, int[] lengths)
    {
        Offer = offer;
        _file = file;
        (_hashes, _places, _lengths) = (hashes, places, lengths);
    }

    /// <summary>What the control plane said about it.</summary>
    public PredictionSetOffer Offer { get; }

    /// <summary>Reads a verified file.</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    /// <exception cref="JsonException">It is no set of stored predictions.</exception>
    public static PredictionSet Open(string path, PredictionSetOffer offer)
    {
        var (hashes, places) = (new List<ulong>(), new List<(long Place, int Length)>());
        using (var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan))
        {
            foreach (var (place, line) in LinesOf(stream))
            {
                if (hashes.Count == MostKeys)
                    throw new JsonException($"It has more than {MostKeys} keys.");
                hashes.Add(XxHash3.Hash64(Encoding.UTF8.GetBytes(KeyOf(line.Span) ?? throw new JsonException($"The line at byte {place} has no key."))));
                places.Add((place, line.Length));
            }
        }

        // Of equal keys the last one counts, and stands last, because places ascend.
        var order = Enumerable.Range(0, hashes.Count).OrderBy(i => hashes[i]).ToArray();
        return new PredictionSet(
            offer,
            File.OpenHandle(path, options: FileOptions.RandomAccess),
            [.. order.Select(i => hashes[i])],
            [.. order.Select(i => places[i].Place)],
            [.. order.Select(i => places[i].Length)]);
    }

    /// <summary>The line of a key; null when there is none.</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    public byte[]? Find(string key)
    {
        var hash = XxHash3.Hash64(Encoding.UTF8.GetBytes(key));
        var at = Array.BinarySearch(_hashes, hash);
        if (at < 0)
            return null;
        while (at + 1 < _hashes.Length && _hashes[at + 1] == hash)
            at++;
        for (; at >= 0 && _hashes[at] == hash; at--)
        {
            var line = new byte[_lengths[at]];
            if (RandomAccess.Read(_file, line, _places[at]) == line.Length && KeyOf(line) == key)
                return line;
        }

        return null;
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private static IEnumerable<(long Place, ReadOnlyMemory<byte> Line)> LinesOf(Stream stream)
    {
        var line = new ArrayBufferWriter<byte>();
        var buffer = new byte[64 * 1024];
        var place = 0L;
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            for (var at = 0; at < read;)
            {
                var end = Array.IndexOf(buffer, (byte)'\n', at, read - at);
                line.Write(buffer.AsSpan(at, (end < 0 ? read : end) - at));
                at = end < 0 ? read : end + 1;
                if (end < 0)
                    continue;
                yield return (place, line.WrittenMemory);
                place += line.WrittenCount + 1;
                line.Clear();
            }
        }
    }

    private static string? KeyOf(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        while (reader.Read())
        {
            if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("key"u8))
                return reader.Read() ? reader.GetString() : null;
        }

        return null;
    }
}
