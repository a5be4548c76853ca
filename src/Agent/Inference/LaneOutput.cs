using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Inference;

/// <summary>One output of a lane's last run. Its spans are valid until the lane runs again or is given back. Not thread-safe.</summary>
internal sealed unsafe class LaneOutput(TensorSignature signature) : IDisposable
{
    private readonly long[] _shape = new long[TensorShapes.MaximumRank];
    private int _rank;
    private void* _memory;
    private int _byteLength;
    private float[]? _matrix;

    public TensorSignature Signature { get; } = signature;

    /// <summary>Where a run writes when the shape is known beforehand.</summary>
    public NativeBuffer Buffer { get; } = new();

    public ReadOnlySpan<long> Shape => _shape.AsSpan(0, _rank);

    public int ElementCount { get; private set; }

    /// <summary>The elements; empty for strings, which <see cref="Value"/> holds.</summary>
    public ReadOnlySpan<byte> Bytes => _matrix is null ? new ReadOnlySpan<byte>(_memory, _byteLength) : MemoryMarshal.AsBytes<float>(_matrix);

    /// <summary>The value that ONNX Runtime allocated; null when the run wrote into <see cref="Buffer"/>.</summary>
    public OrtValue? Value { get; private set; }

    /// <summary>Names of the columns of a sequence of maps; null for tensors.</summary>
    public IReadOnlyList<string>? ClassNames { get; private set; }

    /// <summary>True when the model left an optional output empty; it is then shown without elements.</summary>
    public bool IsAbsent { get; private set; }

    /// <summary>The run wrote into <see cref="Buffer"/>.</summary>
    public void ShowBuffer(ReadOnlySpan<long> shape, int byteLength) => ShowMemory(shape, Buffer.Address, byteLength);

    /// <summary>The run's elements lie where they stay until the lane's next call.</summary>
    /// <param name="shape">Of the elements.</param>
    /// <param name="address">Where they begin.</param>
    /// <param name="byteLength">Of all of them; of no strings.</param>
    /// <param name="classNames">Names of the columns of what was a sequence of maps; null for a tensor.</param>
    public void ShowMemory(ReadOnlySpan<long> shape, nint address, int byteLength, IReadOnlyList<string>? classNames = null)
    {
        Forget();
        SetShape(shape);
        ClassNames = classNames;
        _memory = (void*)address;
        _byteLength = byteLength;
        ElementCount = byteLength / Signature.ElementType.SizeInBytes();
    }

    /// <summary>The run gave a value, which belongs to this output from now on.</summary>
    /// <exception cref="InvalidDataException">The value cannot be shown to a caller.</exception>
    public void ShowValue(OrtValue value)
    {
        Forget();
        if (Signature.IsOptional && !value.HasValue)
        {
            value.Dispose();
            ShowAbsence();
            return;
        }

        Value = value;
        if (Signature.IsMapSequence)
        {
            ShowMaps(value.ReadMaps());
            return;
        }

        _rank = value.CopyShape(_shape, out var elementType);
        if (elementType != Signature.ElementType || !TensorShapes.TryCount(Shape, out var count))
            throw new InvalidDataException($"Output '{Signature.Name}' came as {elementType}, declared is {Signature.ElementType}.");

        ElementCount = checked((int)count);
        if (elementType == TensorElementType.String)
            return;

        var bytes = value.GetTensorMutableRawData();
        _memory = Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes));
        _byteLength = bytes.Length;
    }

    /// <summary>Releases what the last run gave.</summary>
    public void Forget()
    {
        Value?.Dispose();
        (Value, ClassNames, _matrix, _byteLength, IsAbsent) = (null, null, null, 0, false);
        _memory = null;
    }

    public void Dispose()
    {
        Forget();
        Buffer.Dispose();
    }

    /// <summary>The run left an optional output empty.</summary>
    public void ShowAbsence()
    {
        Forget();
        SetShape([0]);
        (IsAbsent, ElementCount) = (true, 0);
        if (Signature.ElementType == TensorElementType.String)
            Value = OrtValue.CreateTensorWithEmptyStrings(Shape);
    }

    private void ShowMaps(FlatMaps maps)
    {
        var rows = maps.RowCount;
        var columns = rows == 0 ? 0 : maps.RowStarts[1];
        ClassNames = [.. Enumerable.Range(0, columns).Select(KeyOf)];
        for (var at = 0; at < maps.Values.Count; at++)
        {
            if (columns == 0 || KeyOf(at) != ClassNames[at % columns] || maps.RowStarts[at / columns] != at / columns * columns)
                throw new InvalidDataException($"The rows of output '{Signature.Name}' name different classes.");
        }

        SetShape([rows, columns]);
        ElementCount = rows * columns;
        _matrix = [.. maps.Values];

        string KeyOf(int at) => maps.StringKeys is { } names ? names[at] : maps.Int64Keys![at].ToString();
    }

    private void SetShape(ReadOnlySpan<long> shape)
    {
        shape.CopyTo(_shape);
        _rank = shape.Length;
    }
}
