using System.Buffers.Binary;
using System.Text;

namespace ControlPlane.AgentHost.Tests.Serving.Judges;

/// <summary>Reads tensors of strings as bytes, apart from the product's reader.</summary>
internal static class Tensors
{
    /// <summary>The elements as bytes.</summary>
    public static List<byte[]> ElementsOf(byte[] raw)
    {
        var elements = new List<byte[]>();
        for (var at = 0; at < raw.Length;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(raw.AsSpan(at));
            elements.Add(raw[(at + 4)..(at + 4 + length)]);
            at += 4 + length;
        }

        return elements;
    }

    /// <summary>The elements as texts.</summary>
    public static IEnumerable<string> TextsOf(byte[] raw) => ElementsOf(raw).Select(Encoding.UTF8.GetString);
}
