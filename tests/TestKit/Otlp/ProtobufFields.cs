using System.Buffers.Binary;
using System.Text;

namespace ControlPlane.TestKit.Otlp;

/// <summary>The fields of a protobuf message, read without its definition (protobuf.dev, "Encoding"). Immutable.</summary>
public sealed class ProtobufFields
{
    private readonly List<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> _fields = [];

    /// <summary>Reads a message.</summary>
    public ProtobufFields(ReadOnlyMemory<byte> message)
    {
        var at = 0;
        while (at < message.Length)
        {
            var tag = Varint(message.Span, ref at);
            var number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    _fields.Add((number, Varint(message.Span, ref at), default));
                    break;
                case 1:
                    _fields.Add((number, BinaryPrimitives.ReadUInt64LittleEndian(message.Span[at..]), default));
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message.Span, ref at);
                    _fields.Add((number, 0, message.Slice(at, length)));
                    at += length;
                    break;
                case 5:
                    _fields.Add((number, BinaryPrimitives.ReadUInt32LittleEndian(message.Span[at..]), default));
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"The wire type {tag & 7} is none.");
            }
        }
    }

    /// <summary>Messages of a field, in their order.</summary>
    public IEnumerable<ProtobufFields> Messages(int number) => _fields.Where(f => f.Number == number).Select(f => new ProtobufFields(f.Bytes));

    /// <summary>A text; empty when it is not there.</summary>
    public string Text(int number) => Encoding.UTF8.GetString(_fields.FirstOrDefault(f => f.Number == number).Bytes.Span);

    /// <summary>Bytes in hexadecimal; empty when they are not there.</summary>
    public string Hex(int number) => Convert.ToHexStringLower(_fields.FirstOrDefault(f => f.Number == number).Bytes.Span);

    /// <summary>A number; 0 when it is not there.</summary>
    public ulong Number(int number) => _fields.FirstOrDefault(f => f.Number == number).Value;

    /// <summary>Whether a field is there.</summary>
    public bool Has(int number) => _fields.Exists(f => f.Number == number);

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
