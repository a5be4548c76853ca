using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using ControlPlane.AgentHost.Serving.Json;
using ControlPlane.Contracts.Outcomes;
using Google.Protobuf;

namespace ControlPlane.AgentHost.Serving.Grpc;

/// <summary>How gRPC frames a message: whether it is compressed, one byte; its length, four bytes, big-endian; the message. Stateless.</summary>
internal static class GrpcFrame
{
    /// <summary>Bytes before a message.</summary>
    public const int PrefixLength = 5;

    /// <summary>Waits for the prefix of a request's only message and leaves everything unread.</summary>
    /// <returns>The message's length, or a refusal: <c>request_malformed</c>, <c>body_too_large</c>.</returns>
    public static async ValueTask<Outcome<int>> ReadLengthAsync(PipeReader reader, long limit)
    {
        while (true)
        {
            var result = await reader.ReadAsync().ConfigureAwait(false);
            if (result.Buffer.Length >= PrefixLength)
            {
                var length = ReadLength(result.Buffer, limit);
                reader.AdvanceTo(result.Buffer.Start);
                return length;
            }

            var arrived = result.Buffer.Length;
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted)
                return new Refusal(ServingCodes.Malformed, $"the call ended after {arrived} bytes, before the {PrefixLength} that come before its message");
        }
    }

    /// <summary>The message of a whole call.</summary>
    /// <param name="call">Everything the caller sent.</param>
    /// <param name="length">The length that its prefix claims.</param>
    /// <param name="encoding">How it is compressed if its prefix says that it is.</param>
    /// <param name="limit">Most bytes it may have without compression.</param>
    /// <returns>The message's bytes, or a refusal: <c>request_malformed</c>, <c>body_too_large</c>.</returns>
    public static Outcome<ReadOnlyMemory<byte>> MessageOf(ReadOnlyMemory<byte> call, int length, string encoding, long limit)
    {
        if (call.Length != PrefixLength + length)
            return new Refusal(ServingCodes.Malformed, $"the message is announced with {length} bytes, but {Math.Max(0, call.Length - PrefixLength)} came; a call has one message");
        if (call.Span[0] == 0)
            return call[PrefixLength..];
        return MessageCompression.IsNone(encoding)
            ? new Refusal(ServingCodes.Malformed, "the message is compressed, but grpc-encoding names no compression")
            : MessageCompression.Expand(call[PrefixLength..], encoding, limit);
    }

    /// <summary>Frames a message behind what the buffer holds.</summary>
    public static void Write(JsonBuffer to, IMessage message)
    {
        var length = message.CalculateSize();
        var place = to.Reserve(PrefixLength);
        place[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(place[1..], length);
        message.WriteTo(to.Reserve(length));
    }

    /// <summary>A message in its frame.</summary>
    public static ReadOnlyMemory<byte> Of(IMessage message)
    {
        var framed = new JsonBuffer();
        Write(framed, message);
        return framed.Written;
    }

    private static Outcome<int> ReadLength(ReadOnlySequence<byte> buffer, long limit)
    {
        Span<byte> prefix = stackalloc byte[PrefixLength];
        buffer.Slice(0, PrefixLength).CopyTo(prefix);
        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        return prefix[0] switch
        {
            0 or 1 when length <= limit => (int)length,
            0 or 1 => new Refusal(ServingCodes.TooLarge, $"the message has {length} bytes, more than the {limit} that this agent takes"),
            var flag => new Refusal(ServingCodes.Malformed, $"the message begins with the byte {flag}, expected 0, not compressed, or 1, compressed"),
        };
    }
}
