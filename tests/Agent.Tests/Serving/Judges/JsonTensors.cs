using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Tests.Serving.Judges;

/// <summary>Tensors as JSON by the framework's own means, apart from the product's reader and writer.</summary>
internal static class JsonTensors
{
    /// <summary>Whether JSON has words for every element.</summary>
    public static bool CanBeSaid(TensorFile tensor) => tensor.Type switch
    {
        TensorElementType.Float => Elements<float>(tensor).All(float.IsFinite),
        TensorElementType.Double => Elements<double>(tensor).All(double.IsFinite),
        TensorElementType.Float16 => Elements<Half>(tensor).All(Half.IsFinite),
        TensorElementType.BFloat16 => Elements<ushort>(tensor).All(b => (b & 0x7F80) != 0x7F80),
        _ => true,
    };

    /// <summary>The elements as a flat array.</summary>
    public static string Write(TensorFile tensor) => tensor.Type switch
    {
        TensorElementType.Float => Join(Elements<float>(tensor)),
        TensorElementType.Double => Join(Elements<double>(tensor)),
        TensorElementType.Float16 => Join(Elements<Half>(tensor)),
        TensorElementType.BFloat16 => Join(Elements<ushort>(tensor).Select(b => BitConverter.Int32BitsToSingle(b << 16))),
        TensorElementType.Int8 => Join(Elements<sbyte>(tensor)),
        TensorElementType.Int16 => Join(Elements<short>(tensor)),
        TensorElementType.Int32 => Join(Elements<int>(tensor)),
        TensorElementType.Int64 => Join(Elements<long>(tensor)),
        TensorElementType.UInt8 => Join(tensor.Raw),
        TensorElementType.UInt16 => Join(Elements<ushort>(tensor)),
        TensorElementType.UInt32 => Join(Elements<uint>(tensor)),
        TensorElementType.UInt64 => Join(Elements<ulong>(tensor)),
        TensorElementType.Bool => $"[{string.Join(',', tensor.Raw.Select(b => b != 0 ? "true" : "false"))}]",
        _ => JsonSerializer.Serialize(Tensors.TextsOf(tensor.Raw)),
    };

    /// <summary>The elements of an array as bytes.</summary>
    public static byte[] Read(TensorElementType type, JsonElement data) => type switch
    {
        TensorElementType.Float => Bytes(data, e => e.GetSingle()),
        TensorElementType.Double => Bytes(data, e => e.GetDouble()),
        TensorElementType.Float16 => Bytes(data, e => Half.Parse(e.GetRawText(), CultureInfo.InvariantCulture)),
        TensorElementType.BFloat16 => Bytes(data, e => (ushort)(BitConverter.SingleToInt32Bits(e.GetSingle()) >> 16)),
        TensorElementType.Int8 => Bytes(data, e => e.GetSByte()),
        TensorElementType.Int16 => Bytes(data, e => e.GetInt16()),
        TensorElementType.Int32 => Bytes(data, e => e.GetInt32()),
        TensorElementType.Int64 => Bytes(data, e => e.GetInt64()),
        TensorElementType.UInt8 => Bytes(data, e => e.GetByte()),
        TensorElementType.UInt16 => Bytes(data, e => e.GetUInt16()),
        TensorElementType.UInt32 => Bytes(data, e => e.GetUInt32()),
        TensorElementType.UInt64 => Bytes(data, e => e.GetUInt64()),
        TensorElementType.Bool => Bytes(data, e => e.GetBoolean()),
        _ => [.. data.EnumerateArray().SelectMany(e => WithLength(Encoding.UTF8.GetBytes(e.GetString()!)))],
    };

    private static T[] Elements<T>(TensorFile tensor)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(tensor.Raw).ToArray();

    private static string Join<T>(IEnumerable<T> values)
        where T : IFormattable => $"[{string.Join(',', values.Select(v => v.ToString(null, CultureInfo.InvariantCulture)))}]";

    private static byte[] Bytes<T>(JsonElement data, Func<JsonElement, T> read)
        where T : unmanaged => MemoryMarshal.AsBytes<T>([.. data.EnumerateArray().Select(read)]).ToArray();

    private static byte[] WithLength(byte[] text) => [.. BitConverter.GetBytes(text.Length), .. text];
}
