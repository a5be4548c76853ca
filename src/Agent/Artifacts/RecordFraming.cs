using System.Buffers.Binary;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Artifacts;

/// <summary>
/// Records in an append-only file: length (4 bytes, little-endian), XXH3-64 of the payload (8), payload.
/// Reading ends at the first record that is torn or damaged, because nothing behind it can be trusted to begin where it should. Stateless.
/// </summary>
internal static class RecordFraming
{
    /// <summary>Bytes before each payload.</summary>
    public const int HeaderBytes = 12;

    /// <summary>A record ready to be appended.</summary>
    public static byte[] Frame(ReadOnlySpan<byte> payload)
    {
        var record = new byte[HeaderBytes + payload.Length];
        BinaryPrimitives.WriteInt32LittleEndian(record, payload.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(4), XxHash3.Hash64(payload));
        payload.CopyTo(record.AsSpan(HeaderBytes));
        return record;
    }

    /// <summary>Payloads of every whole record from the start on.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Read(ReadOnlyMemory<byte> file)
    {
        var payloads = new List<ReadOnlyMemory<byte>>();
        while (file.Length >= HeaderBytes)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(file.Span);
            if (length < 0 || length > file.Length - HeaderBytes)
                break;
            var payload = file.Slice(HeaderBytes, length);
            if (XxHash3.Hash64(payload.Span) != BinaryPrimitives.ReadUInt64LittleEndian(file.Span[4..]))
                break;
            payloads.Add(payload);
            file = file[(HeaderBytes + length)..];
        }

        return payloads;
    }
}
