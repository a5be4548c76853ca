using System.Runtime.InteropServices;
using System.Text;

namespace ControlPlane.TestKit.Onnx;

/// <summary>A constant tensor, written into the model as an initializer or as a node's attribute.</summary>
public sealed class OnnxTensor
{
    private readonly OnnxType _type;
    private readonly long[] _shape;
    private readonly byte[] _bytes;
    private readonly string[] _strings = [];
    private readonly string? _externalLocation;

    private OnnxTensor(OnnxType type, long[] shape, byte[] bytes, string[] strings, string? externalLocation) =>
        (_type, _shape, _bytes, _strings, _externalLocation) = (type, shape, bytes, strings, externalLocation);

    /// <summary>A tensor whose type follows from <typeparamref name="T"/>; an empty shape makes a scalar.</summary>
    public static OnnxTensor Of<T>(ReadOnlySpan<long> shape, ReadOnlySpan<T> values) where T : unmanaged =>
        new(TypeOf(typeof(T)), shape.ToArray(), MemoryMarshal.AsBytes(values).ToArray(), [], null);

    /// <summary>A tensor from its little-endian bytes, for types that .NET has no name for.</summary>
    public static OnnxTensor OfBytes(OnnxType type, ReadOnlySpan<long> shape, ReadOnlySpan<byte> bytes) =>
        new(type, shape.ToArray(), bytes.ToArray(), [], null);

    public static OnnxTensor OfStrings(ReadOnlySpan<long> shape, params string[] values) =>
        new(OnnxType.String, shape.ToArray(), [], values, null);

    public static OnnxTensor Scalar<T>(T value) where T : unmanaged => Of<T>([], [value]);

    public static OnnxTensor Vector<T>(params ReadOnlySpan<T> values) where T : unmanaged => Of([values.Length], values);

    /// <summary>A tensor whose bytes are said to lie in another file, which a careful reader refuses.</summary>
    public static OnnxTensor External(OnnxType type, ReadOnlySpan<long> shape, string location) =>
        new(type, shape.ToArray(), [], [], location);

    internal void WriteTo(ProtobufWriter writer, string? name)
    {
        const int dims = 1, dataType = 2, stringData = 6, nameField = 8, rawData = 9, externalData = 13, dataLocation = 14;
        const int key = 1, value = 2, external = 1;
        foreach (var size in _shape)
            writer.Varint(dims, size);
        writer.Varint(dataType, (int)_type);
        if (name is not null)
            writer.Text(nameField, name);
        foreach (var text in _strings)
            writer.Bytes(stringData, Encoding.UTF8.GetBytes(text));
        if (_externalLocation is not null)
        {
            writer.Message(externalData, entry =>
            {
                entry.Text(key, "location");
                entry.Text(value, _externalLocation);
            });
            writer.Varint(dataLocation, external);
        }
        else if (_type != OnnxType.String)
        {
            writer.Bytes(rawData, _bytes);
        }
    }

    private static OnnxType TypeOf(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Single => OnnxType.Float,
        TypeCode.Double => OnnxType.Double,
        TypeCode.Byte => OnnxType.UInt8,
        TypeCode.SByte => OnnxType.Int8,
        TypeCode.Int16 => OnnxType.Int16,
        TypeCode.UInt16 => OnnxType.UInt16,
        TypeCode.Int32 => OnnxType.Int32,
        TypeCode.UInt32 => OnnxType.UInt32,
        TypeCode.Int64 => OnnxType.Int64,
        TypeCode.UInt64 => OnnxType.UInt64,
        TypeCode.Boolean => OnnxType.Bool,
        _ when type == typeof(Half) => OnnxType.Float16,
        _ => throw new NotSupportedException($"{type} has no ONNX element type; use {nameof(OfBytes)}."),
    };
}
