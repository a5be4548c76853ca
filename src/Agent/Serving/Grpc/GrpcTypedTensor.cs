using System.Runtime.InteropServices;
using ControlPlane.AgentHost.Serving.Binary;
using ControlPlane.AgentHost.Serving.Grpc.Messages;
using ControlPlane.OnnxRuntime;
using Google.Protobuf;

namespace ControlPlane.AgentHost.Serving.Grpc;

/// <summary>Turns the bytes of an answer's tensor into typed contents. Stateless.</summary>
internal static class GrpcTypedTensor
{
    /// <summary>Whether a type has typed contents.</summary>
    public static bool Has(TensorElementType type) => type is not (TensorElementType.Float16 or TensorElementType.BFloat16);

    /// <summary>The contents of a tensor.</summary>
    public static InferTensorContents Of(TensorElementType type, ReadOnlySpan<byte> raw)
    {
        var contents = new InferTensorContents();
        switch (type)
        {
            case TensorElementType.Bool:
                contents.BoolContents.AddRange(raw.ToArray().Select(b => b != 0));
                break;
            case TensorElementType.Int8:
                contents.IntContents.AddRange(Elements<sbyte>(raw).Select(v => (int)v));
                break;
            case TensorElementType.Int16:
                contents.IntContents.AddRange(Elements<short>(raw).Select(v => (int)v));
                break;
            case TensorElementType.Int32:
                contents.IntContents.AddRange(Elements<int>(raw));
                break;
            case TensorElementType.Int64:
                contents.Int64Contents.AddRange(Elements<long>(raw));
                break;
            case TensorElementType.UInt8:
                contents.UintContents.AddRange(raw.ToArray().Select(v => (uint)v));
                break;
            case TensorElementType.UInt16:
                contents.UintContents.AddRange(Elements<ushort>(raw).Select(v => (uint)v));
                break;
            case TensorElementType.UInt32:
                contents.UintContents.AddRange(Elements<uint>(raw));
                break;
            case TensorElementType.UInt64:
                contents.Uint64Contents.AddRange(Elements<ulong>(raw));
                break;
            case TensorElementType.Float:
                contents.Fp32Contents.AddRange(Elements<float>(raw));
                break;
            case TensorElementType.Double:
                contents.Fp64Contents.AddRange(Elements<double>(raw));
                break;
            case TensorElementType.String:
                while (RawStrings.TryTake(ref raw, out var text))
                    contents.BytesContents.Add(ByteString.CopyFrom(text));
                break;
            default:
                throw new NotSupportedException($"{type} has no typed contents.");
        }

        return contents;
    }

    private static T[] Elements<T>(ReadOnlySpan<byte> raw)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(raw).ToArray();
}
