using System.Buffers;
using System.IO.Pipelines;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Serving;

/// <summary>
/// The whole body of a request in one piece: where the server holds it already, it is used in place; otherwise it is gathered in a rented array.
/// Given back by <see cref="Release"/>.
/// </summary>
internal struct RequestBody
{
    private const int FirstRent = 16 << 10;

    private PipeReader? _reader;
    private SequencePosition _end;
    private byte[]? _rented;

    /// <summary>The bytes, until <see cref="Release"/>.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>Why it was not read; null when it was.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>Reads the body.</summary>
    /// <param name="reader">The server's.</param>
    /// <param name="announced">The announced length; null when it comes in chunks.</param>
    /// <param name="limit">Most bytes; a longer body is refused as soon as that is known.</param>
    public static ValueTask<RequestBody> ReadAsync(PipeReader reader, long? announced, long limit)
    {
        if (announced > limit)
            return ValueTask.FromResult(TooLarge(limit, announced));

        var reading = reader.ReadAsync();
        if (reading.IsCompletedSuccessfully)
        {
            // The usual case: a small body came in the same packet as its headers.
            var result = reading.GetAwaiter().GetResult();
            if (result.Buffer.IsSingleSegment && (result.IsCompleted || result.Buffer.Length == announced))
                return ValueTask.FromResult(new RequestBody { _reader = reader, _end = result.Buffer.End, Bytes = result.Buffer.First });
            reader.AdvanceTo(result.Buffer.Start);
            return GatherAsync(reader, announced, limit);
        }

        return GatherAsync(reader, reading, announced, limit);
    }

    /// <summary>Undoes a compression that it came with; a refusal is then in <see cref="Refusal"/>, and there is nothing to give back.</summary>
    /// <param name="encoding">A known compression.</param>
    /// <param name="limit">Most bytes without compression.</param>
    public void Expand(string encoding, long limit)
    {
        var expanded = MessageCompression.Expand(Bytes, encoding, limit);
        Release();
        (Bytes, Refusal) = (expanded.IsAccepted ? expanded.Value : default, expanded.Refusal);
    }

    /// <summary>Gives the bytes back; nothing may look at them any more. Once more changes nothing.</summary>
    public void Release()
    {
        Bytes = default;
        if (_rented is not null)
            ArrayPool<byte>.Shared.Return(_rented);
        else
            _reader?.AdvanceTo(_end);
        (_rented, _reader) = (null, null);
    }

    private static async ValueTask<RequestBody> GatherAsync(PipeReader reader, ValueTask<ReadResult> first, long? announced, long limit)
    {
        var result = await first.ConfigureAwait(false);
        reader.AdvanceTo(result.Buffer.Start);
        return await GatherAsync(reader, announced, limit).ConfigureAwait(false);
    }

    private static async ValueTask<RequestBody> GatherAsync(PipeReader reader, long? announced, long limit)
    {
        var rented = ArrayPool<byte>.Shared.Rent((int)(announced ?? FirstRent));
        var length = 0;
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync().ConfigureAwait(false);
                var arrived = result.Buffer.Length;
                if (length + arrived > limit)
                {
                    reader.AdvanceTo(result.Buffer.End);
                    ArrayPool<byte>.Shared.Return(rented);
                    return TooLarge(limit, announced: null);
                }

                rented = WithRoom(rented, length, length + arrived, limit);
                result.Buffer.CopyTo(rented.AsSpan(length));
                length += (int)arrived;
                reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                    return new RequestBody { _rented = rented, Bytes = rented.AsMemory(0, length) };
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(rented);
            throw;
        }
    }

    private static byte[] WithRoom(byte[] rented, int used, long needed, long limit)
    {
        if (needed <= rented.Length)
            return rented;

        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max(needed, 2L * rented.Length), Math.Max(limit, needed)));
        rented.AsSpan(0, used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(rented);
        return larger;
    }

    private static RequestBody TooLarge(long limit, long? announced) => new()
    {
        Refusal = new Refusal(
            ServingCodes.TooLarge,
            $"the body {(announced is null ? "is longer" : $"has {announced} bytes, more")} than the {limit} bytes that this endpoint takes"),
    };
}
