namespace ControlPlane.OnnxRuntime;

/// <summary>Collects maps into <see cref="FlatMaps"/>.</summary>
internal sealed class FlatMapsBuilder
{
    private readonly List<int> _rowStarts = [0];
    private readonly List<float> _values = [];
    private List<string>? _stringKeys;
    private List<long>? _int64Keys;

    public void Add(OrtValue map)
    {
        if (map.OnnxType != OnnxValueType.ONNX_TYPE_MAP)
            throw new InvalidOperationException($"The sequence holds {map.OnnxType}, not maps.");

        using var keys = map.GetMapKeys();
        using var values = map.GetMapValues();
        if (keys.GetTensorTypeAndShape().IsString)
            (_stringKeys ??= []).AddRange(keys.GetStringTensorAsArray());
        else
            (_int64Keys ??= []).AddRange(keys.GetTensorDataAsSpan<long>());
        _values.AddRange(values.GetTensorDataAsSpan<float>());
        _rowStarts.Add(_values.Count);
    }

    public FlatMaps Build() => new(_rowStarts, _stringKeys, _int64Keys, _values);
}
