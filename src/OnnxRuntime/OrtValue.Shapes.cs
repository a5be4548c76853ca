using ControlPlane.OnnxRuntime.Native;

namespace ControlPlane.OnnxRuntime;

public sealed unsafe partial class OrtValue
{
    /// <summary>Element type and shape of a tensor.</summary>
    public OrtTensorTypeAndShapeInfo GetTensorTypeAndShape()
    {
        using var lease = Lease();
        var description = Describe(lease.Pointer);
        try
        {
            var shape = new long[RankOf(description)];
            ReadShape(description, shape);
            return new(TypeOf(description), shape, CountOf(description));
        }
        finally
        {
            OrtLibrary.Api->ReleaseTensorTypeAndShapeInfo(description);
        }
    }

    /// <summary>Writes a tensor's shape where the caller says, and gives its rank; nothing is allocated.</summary>
    /// <exception cref="ArgumentException">The destination is shorter than the rank.</exception>
    public int CopyShape(Span<long> destination, out TensorElementType elementType)
    {
        using var lease = Lease();
        var description = Describe(lease.Pointer);
        try
        {
            var rank = RankOf(description);
            if (rank > destination.Length)
                throw new ArgumentException($"The tensor has {rank} dimensions, the destination room for {destination.Length}.", nameof(destination));

            ReadShape(description, destination[..rank]);
            elementType = TypeOf(description);
            return rank;
        }
        finally
        {
            OrtLibrary.Api->ReleaseTensorTypeAndShapeInfo(description);
        }
    }

    private static (TensorElementType Type, long Count) ReadTypeAndCount(nint pointer)
    {
        var description = Describe(pointer);
        try
        {
            return (TypeOf(description), CountOf(description));
        }
        finally
        {
            OrtLibrary.Api->ReleaseTensorTypeAndShapeInfo(description);
        }
    }

    private static nint Describe(nint pointer)
    {
        nint description;
        OrtStatus.ThrowIfFailed(OrtLibrary.Api->GetTensorTypeAndShape(pointer, &description));
        return description;
    }

    private static TensorElementType TypeOf(nint description)
    {
        TensorElementType type;
        OrtStatus.ThrowIfFailed(OrtLibrary.Api->GetTensorElementType(description, &type));
        return type;
    }

    private static int RankOf(nint description)
    {
        nuint rank;
        OrtStatus.ThrowIfFailed(OrtLibrary.Api->GetDimensionsCount(description, &rank));
        return (int)rank;
    }

    private static long CountOf(nint description)
    {
        nuint count;
        OrtStatus.ThrowIfFailed(OrtLibrary.Api->GetTensorShapeElementCount(description, &count));
        return (long)count;
    }

    private static void ReadShape(nint description, Span<long> shape)
    {
        fixed (long* dimensions = shape)
            OrtStatus.ThrowIfFailed(OrtLibrary.Api->GetDimensions(description, dimensions, (nuint)shape.Length));
    }
}
