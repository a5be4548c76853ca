using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ControlPlane.OnnxRuntime;
using Google.Protobuf;

namespace ControlPlane.AgentHost.Tests.Serving.Judges;

/// <summary>A tensor in a file, as onnx.proto's TensorProto lays it down.</summary>
/// <param name="Type">Of its elements.</param>
/// <param name="Shape">Its sizes.</param>
/// <param name="Raw">Its elements: little-endian, row-major, strings each behind four bytes of length.</param>
internal sealed record TensorFile(TensorElementType Type, long[] Shape, byte[] Raw)
{
    private const int Dims = 1, DataType = 2, FloatData = 4, Int32Data = 5, StringData = 6, Int64Data = 7, RawData = 9, DoubleData = 10, Uint64Data = 11;

    /// <summary>Reads a file; null when it holds no tensor.</summary>
    public static TensorFile? Read(string path)
    {
        try
        {
            return Read(new CodedInputStream(File.ReadAllBytes(path)));
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static TensorFile? Read(CodedInputStream file)
    {
        var shape = new List<long>();
        var type = TensorElementType.Undefined;
        var numbers = new List<byte[]>();
        byte[]? raw = null;
        for (var tag = file.ReadTag(); tag != 0; tag = file.ReadTag())
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case Dims:
                    ReadAll(file, tag, () => shape.Add(file.ReadInt64()));
                    break;
                case DataType:
                    type = (TensorElementType)file.ReadInt32();
                    break;
                case FloatData:
                    ReadAll(file, tag, () => numbers.Add(BitConverter.GetBytes(file.ReadFloat())));
                    break;
                case DoubleData:
                    ReadAll(file, tag, () => numbers.Add(BitConverter.GetBytes(file.ReadDouble())));
                    break;
                case Int32Data:
                    ReadAll(file, tag, () => numbers.Add(BitConverter.GetBytes(file.ReadInt32())));
                    break;
                case Int64Data:
                    ReadAll(file, tag, () => numbers.Add(BitConverter.GetBytes(file.ReadInt64())));
                    break;
                case Uint64Data:
                    ReadAll(file, tag, () => numbers.Add(BitConverter.GetBytes(file.ReadUInt64())));
                    break;
                case StringData:
                    numbers.Add(WithLength(file.ReadBytes().ToByteArray()));
                    break;
                case RawData:
                    raw = file.ReadBytes().ToByteArray();
                    break;
                default:
                    file.SkipLastField();
                    break;
            }
        }

        if (type is TensorElementType.Undefined || !Enum.IsDefined(type))
            return null;
        // Small types lie in numbers of 32 or 64 bits.
        var width = type.SizeInBytes();
        return new TensorFile(type, [.. shape], raw ?? [.. numbers.SelectMany(n => width == 0 ? n : n[..width])]);
    }

    private static void ReadAll(CodedInputStream file, uint tag, Action read)
    {
        if (WireFormat.GetTagWireType(tag) != WireFormat.WireType.LengthDelimited)
        {
            read();
            return;
        }

        var end = file.ReadLength() + file.Position;
        while (file.Position < end)
            read();
    }

    private static byte[] WithLength(byte[] text)
    {
        var raw = new byte[4 + text.Length];
        BinaryPrimitives.WriteInt32LittleEndian(raw, text.Length);
        text.CopyTo(raw, 4);
        return raw;
    }

    /// <summary>The value for a run without the product.</summary>
    public OrtValue ToValue()
    {
        var value = OrtValue.CreateAllocatedTensorValue(Type, Shape);
        if (Type == TensorElementType.String)
        {
            foreach (var (index, text) in Tensors.ElementsOf(Raw).Index())
                value.StringTensorSetElementAt(text, index);
        }
        else
        {
            Raw.CopyTo(value.GetTensorMutableRawData());
        }

        return value;
    }

    /// <summary>The tensor of a value; null when the value is none.</summary>
    public static TensorFile? Of(OrtValue value)
    {
        if (!value.IsTensor)
            return null;

        var about = value.GetTensorTypeAndShape();
        var raw = about.ElementDataType == TensorElementType.String
            ? [.. value.GetStringTensorAsArray().SelectMany(t => WithLength(System.Text.Encoding.UTF8.GetBytes(t)))]
            : value.GetTensorMutableRawData().ToArray();
        return new TensorFile(about.ElementDataType, [.. about.Shape], raw);
    }

    /// <summary>Whether it is what another one says, as the ONNX project's own runner compares: one part in a thousand.</summary>
    public bool IsNear(TensorFile other)
    {
        if (Type != other.Type || !Shape.SequenceEqual(other.Shape))
            return false;
        return Type switch
        {
            TensorElementType.Float => AreNear(MemoryMarshal.Cast<byte, float>(Raw).ToArray().Select(v => (double)v), MemoryMarshal.Cast<byte, float>(other.Raw).ToArray().Select(v => (double)v)),
            TensorElementType.Double => AreNear(MemoryMarshal.Cast<byte, double>(Raw).ToArray(), MemoryMarshal.Cast<byte, double>(other.Raw).ToArray()),
            TensorElementType.Float16 => AreNear(MemoryMarshal.Cast<byte, Half>(Raw).ToArray().Select(v => (double)v), MemoryMarshal.Cast<byte, Half>(other.Raw).ToArray().Select(v => (double)v)),
            _ => Raw.AsSpan().SequenceEqual(other.Raw),
        };
    }

    private static bool AreNear(IEnumerable<double> values, IEnumerable<double> expected) =>
        values.Zip(expected).All(p => p.First.Equals(p.Second) || Math.Abs(p.First - p.Second) <= 1e-7 + (1e-3 * Math.Abs(p.Second)));
}
