using ControlPlane.OnnxRuntime.Native;

namespace ControlPlane.OnnxRuntime;

public sealed unsafe partial class OrtValue
{
    private const int KeysOfMap = 0;
    private const int ValuesOfMap = 1;

    /// <summary>Number of values inside: elements of a sequence, or two for a map, its keys and its values.</summary>
    public int GetValueCount()
    {
        using var lease = Lease();
        nuint count;
        OrtStatus.ThrowIfFailed(OrtLibrary.Api->GetValueCount(lease.Pointer, &count));
        return (int)count;
    }

    /// <summary>A copy of one value inside, which the caller disposes.</summary>
    public OrtValue GetValue(int index)
    {
        using var lease = Lease();
        nint value;
        OrtStatus.ThrowIfFailed(OrtLibrary.Api->GetValue(lease.Pointer, index, NativeText.DefaultAllocator(), &value));
        return new OrtValue(value);
    }

    /// <summary>The keys of a map, which the caller disposes.</summary>
    public OrtValue GetMapKeys() => GetValue(KeysOfMap);

    /// <summary>The values of a map, in the order of its keys, which the caller disposes.</summary>
    public OrtValue GetMapValues() => GetValue(ValuesOfMap);

    /// <summary>Lays a map onto FLOAT, or a sequence of such maps, out flat: one row per map.</summary>
    /// <exception cref="InvalidOperationException">It is neither.</exception>
    public FlatMaps ReadMaps()
    {
        var flat = new FlatMapsBuilder();
        switch (OnnxType)
        {
            case OnnxValueType.ONNX_TYPE_MAP:
                flat.Add(this);
                break;
            case OnnxValueType.ONNX_TYPE_SEQUENCE:
                var count = GetValueCount();
                for (var i = 0; i < count; i++)
                {
                    using var map = GetValue(i);
                    flat.Add(map);
                }

                break;
            default:
                throw new InvalidOperationException($"The value is {OnnxType}, neither a map nor a sequence of maps.");
        }

        return flat.Build();
    }
}
