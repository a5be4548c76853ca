namespace ControlPlane.TestKit.Onnx;

/// <summary>One dimension of a declared shape: a fixed size, or a name for a size that each call chooses.</summary>
public readonly record struct OnnxDimension
{
    private OnnxDimension(long size, string? name) => (Size, Name) = (size, name);

    /// <summary>Meaningless where <see cref="Name"/> is given or the dimension is <see cref="Free"/>.</summary>
    public long Size { get; }

    /// <summary>Null when the size is fixed, or free without a name.</summary>
    public string? Name { get; }

    /// <summary>A size that each call chooses, without a name.</summary>
    public static OnnxDimension Free { get; } = new(-1, null);

    public static implicit operator OnnxDimension(long size) => Of(size);

    public static implicit operator OnnxDimension(string name) => Of(name);

    public static OnnxDimension Of(long size) => new(size, null);

    public static OnnxDimension Of(string name) => new(-1, name);

    internal void WriteTo(ProtobufWriter writer)
    {
        const int dimension = 1, fixedSize = 1, symbol = 2;
        var (size, name) = (Size, Name);
        writer.Message(dimension, d =>
        {
            if (name is not null)
                d.Text(symbol, name);
            else if (size >= 0)
                d.Varint(fixedSize, size);
        });
    }
}
