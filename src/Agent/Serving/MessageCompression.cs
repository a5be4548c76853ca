using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Serving;

/// <summary>
/// Compressed bodies and messages, by the names that HTTP (RFC 9110, 8.4.1) and gRPC share: gzip (RFC 1952) and deflate (RFC 1950, with the zlib header).
/// Answers are not compressed, which every caller must accept. Stateless.
/// </summary>
internal static class MessageCompression
{
    /// <summary>The names that are taken.</summary>
    public const string Names = "identity, deflate, gzip";

    /// <summary>How many times longer tensors are without compression, at the most that is usual.</summary>
    public const int UsualGrowth = 8;

    private const int Piece = 64 << 10;

    /// <summary>Whether a name says that nothing is compressed.</summary>
    public static bool IsNone(string? name) => string.IsNullOrEmpty(name) || name == "identity";

    /// <summary>Whether a name is taken.</summary>
    public static bool Knows(string? name) => IsNone(name) || name is "gzip" or "deflate";

    /// <summary>Undoes a compression, in memory that grows with what comes out and not with what is promised.</summary>
    /// <param name="compressed">What came.</param>
    /// <param name="name">A known compression.</param>
    /// <param name="limit">Most bytes; more are refused as soon as they come out.</param>
    /// <returns>The bytes, or a refusal: <c>request_malformed</c>, <c>body_too_large</c>.</returns>
    public static Outcome<ReadOnlyMemory<byte>> Expand(ReadOnlyMemory<byte> compressed, string name, long limit)
    {
        try
        {
            using var source = Of(compressed);
            using Stream expanding = name == "gzip" ? new GZipStream(source, CompressionMode.Decompress) : new ZLibStream(source, CompressionMode.Decompress);
            var expanded = new ArrayBufferWriter<byte>();
            while (expanding.Read(expanded.GetSpan(Piece)) is > 0 and var count)
            {
                expanded.Advance(count);
                if (expanded.WrittenCount > limit)
                    return new Refusal(ServingCodes.TooLarge, $"the body expands to more than the {limit} bytes that are taken here");
            }

            return expanded.WrittenMemory;
        }
        catch (InvalidDataException)
        {
            return new Refusal(ServingCodes.Malformed, $"the body is said to be compressed with {name}, but it is not, or not whole");
        }
    }

    private static MemoryStream Of(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var array) ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false) : new MemoryStream(bytes.ToArray(), writable: false);
}
