namespace ControlPlane.OnnxRuntime.Native;

/// <summary>Reads ONNX Runtime's descriptions of types, which nest.</summary>
internal static unsafe class TypeReader
{
    /// <summary>Reads a description and releases it.</summary>
    public static NodeMetadata Take(nint type)
    {
        try
        {
            OnnxValueType kind;
            OrtStatus.ThrowIfFailed(OrtLibrary.Api->GetOnnxTypeFromTypeInfo(type, &kind));
            return kind switch
            {
                OnnxValueType.ONNX_TYPE_TENSOR or OnnxValueType.ONNX_TYPE_SPARSETENSOR => Tensor(type, kind),
                OnnxValueType.ONNX_TYPE_SEQUENCE => Sequence(type),
                OnnxValueType.ONNX_TYPE_MAP => Map(type),
                OnnxValueType.ONNX_TYPE_OPTIONAL => Optional(type),
                _ => new NodeMetadata { OnnxValueType = kind },
            };
        }
        finally
        {
            OrtLibrary.Api->ReleaseTypeInfo(type);
        }
    }

    private static NodeMetadata Tensor(nint type, OnnxValueType kind)
    {
        var api = OrtLibrary.Api;
        nint tensor;
        OrtStatus.ThrowIfFailed(api->CastTypeInfoToTensorInfo(type, &tensor));
        TensorElementType element;
        OrtStatus.ThrowIfFailed(api->GetTensorElementType(tensor, &element));
        nuint rank;
        OrtStatus.ThrowIfFailed(api->GetDimensionsCount(tensor, &rank));

        var sizes = new long[rank];
        var symbols = new nint[rank];
        fixed (long* size = sizes)
            OrtStatus.ThrowIfFailed(api->GetDimensions(tensor, size, rank));
        fixed (nint* symbol = symbols)
            OrtStatus.ThrowIfFailed(api->GetSymbolicDimensions(tensor, (byte**)symbol, rank));
        return new NodeMetadata
        {
            OnnxValueType = kind,
            ElementDataType = element,
            Dimensions = sizes,
            SymbolicDimensions = Array.ConvertAll(symbols, symbol => NativeText.Read((byte*)symbol)),
        };
    }

    private static NodeMetadata Sequence(nint type)
    {
        nint sequence, element;
        OrtStatus.ThrowIfFailed(OrtLibrary.Api->CastTypeInfoToSequenceTypeInfo(type, &sequence));
        OrtStatus.ThrowIfFailed(OrtLibrary.Api->GetSequenceElementType(sequence, &element));
        return new NodeMetadata { OnnxValueType = OnnxValueType.ONNX_TYPE_SEQUENCE, SequenceElement = Take(element) };
    }

    private static NodeMetadata Optional(nint type)
    {
        nint optional, element;
        OrtStatus.ThrowIfFailed(OrtLibrary.Api->CastTypeInfoToOptionalTypeInfo(type, &optional));
        OrtStatus.ThrowIfFailed(OrtLibrary.Api->GetOptionalContainedTypeInfo(optional, &element));
        return new NodeMetadata { OnnxValueType = OnnxValueType.ONNX_TYPE_OPTIONAL, OptionalElement = Take(element) };
    }

    private static NodeMetadata Map(nint type)
    {
        nint map, value;
        TensorElementType key;
        OrtStatus.ThrowIfFailed(OrtLibrary.Api->CastTypeInfoToMapTypeInfo(type, &map));
        OrtStatus.ThrowIfFailed(OrtLibrary.Api->GetMapKeyType(map, &key));
        OrtStatus.ThrowIfFailed(OrtLibrary.Api->GetMapValueType(map, &value));
        return new NodeMetadata { OnnxValueType = OnnxValueType.ONNX_TYPE_MAP, MapKeyType = key, MapValue = Take(value) };
    }
}
