using System.Buffers;
using System.Text;

namespace ControlPlane.Demo.Onnx;

/// <summary>The part of the Protocol Buffers wire format that ONNX files need: variable-length integers and length-delimited fields.</summary>
internal sealed class ProtobufWriter
{
    private const int VariableLength = 0;
    private const int LengthDelimited = 2;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    public void Integer(int field, long value)
    {
        Variable(Tag(field, VariableLength));
        Variable((ulong)value);
    }

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Variable(Tag(field, LengthDelimited));
        Variable((ulong)value.Length);
        _bytes.Write(value);
    }

    public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>An embedded message, written by <paramref name="write"/>.</summary>
    public void Message<T>(int field, T value, Action<ProtobufWriter, T> write)
    {
        var inner = new ProtobufWriter();
        write(inner, value);
        Bytes(field, inner._bytes.WrittenSpan);
    }

    public void Messages<T>(int field, IEnumerable<T> values, Action<ProtobufWriter, T> write)
    {
        foreach (var value in values)
            Message(field, value, write);
    }

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    private static ulong Tag(int field, int wireType) => ((ulong)field << 3) | (uint)wireType;

    private void Variable(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Write([(byte)(value | 0x80)]);

        _bytes.Write([(byte)value]);
    }
}
