using System.Text;

namespace ControlPlane.TestKit.Onnx;

/// <summary>Writes protobuf by hand, for files that no builder would write.</summary>
public static class Wire
{
    /// <summary>A field that is a number.</summary>
    public static byte[] Varint(int field, ulong value) => [.. Number((ulong)field << 3), .. Number(value)];

    /// <summary>A field that is bytes, or a message.</summary>
    public static byte[] Bytes(int field, params byte[][] parts)
    {
        var content = parts.SelectMany(p => p).ToArray();
        return [.. Number(((ulong)field << 3) | 2), .. Number((ulong)content.Length), .. content];
    }

    /// <summary>A field that is a text.</summary>
    public static byte[] Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    /// <summary>A field that says it is longer than it is.</summary>
    public static byte[] Announce(int field, ulong length) => [.. Number(((ulong)field << 3) | 2), .. Number(length)];

    /// <summary>A number by itself.</summary>
    public static byte[] Number(ulong value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }

    /// <summary>A model whose graph is x → Identity → y with other fields added.</summary>
    public static byte[] Model(byte[] moreInGraph, params byte[][] moreInModel)
    {
        var value = new Func<int, string, byte[]>((field, name) => Bytes(field, Text(1, name), Bytes(2, Bytes(1, Varint(1, 1), Bytes(2)))));
        var graph = Bytes(7, Bytes(1, Text(1, "x"), Text(2, "y"), Text(4, "Identity")), value(11, "x"), value(12, "y"), moreInGraph);
        return [.. Varint(1, 8), .. graph, .. Bytes(8, Varint(2, 17)), .. moreInModel.SelectMany(p => p)];
    }
}
