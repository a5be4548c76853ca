using ControlPlane.TestKit.Onnx;

namespace ControlPlane.OnnxRuntime.Tests;

public sealed class MapOutputTests
{
    private static readonly float[] Scores = [0.1f, 0.2f, 0.7f, 0.5f, 0.25f, 0.25f];

    [Fact]
    public void Maps_WithStringKeys_LieFlatRowByRow()
    {
        using var maps = RunOn(OnnxModels.ZipMap("cat", "dog", "eel"), rows: 2);

        var flat = maps.ReadMaps();

        Assert.Equal(2, flat.RowCount);
        Assert.Equal([0, 3, 6], flat.RowStarts);
        Assert.Equal(["cat", "dog", "eel", "cat", "dog", "eel"], flat.StringKeys);
        Assert.Null(flat.Int64Keys);
        Assert.Equal(Scores, flat.Values);
    }

    [Fact]
    public void Maps_WithWholeNumbersForKeys_LieFlatRowByRow()
    {
        using var maps = RunOn(OnnxModels.ZipMap(-5, 10, 20), rows: 2);

        var flat = maps.ReadMaps();

        Assert.Equal([-5L, 10L, 20L, -5L, 10L, 20L], flat.Int64Keys);
        Assert.Null(flat.StringKeys);
        Assert.Equal(Scores, flat.Values);
    }

    [Fact]
    public void Maps_AsValues_AreASequenceOfKeysAndValues()
    {
        using var maps = RunOn(OnnxModels.ZipMap("cat", "dog", "eel"), rows: 2);
        using var second = maps.GetValue(1);
        using var keys = second.GetMapKeys();
        using var values = second.GetMapValues();

        Assert.Equal(OnnxValueType.ONNX_TYPE_SEQUENCE, maps.OnnxType);
        Assert.Equal(2, maps.GetValueCount());
        Assert.Equal(OnnxValueType.ONNX_TYPE_MAP, second.OnnxType);
        Assert.Equal(2, second.GetValueCount());
        Assert.Equal(["cat", "dog", "eel"], keys.GetStringTensorAsArray());
        Assert.Equal(Scores[3..], values.GetTensorDataAsSpan<float>().ToArray());
    }

    [Fact]
    public void Map_Alone_IsOneRow()
    {
        using var maps = RunOn(OnnxModels.ZipMap("cat", "dog", "eel"), rows: 2);
        using var first = maps.GetValue(0);

        Assert.Equal(1, first.ReadMaps().RowCount);
    }

    [Fact]
    public void Maps_NoRow_AreEmpty()
    {
        using var maps = RunOn(OnnxModels.ZipMap("cat", "dog", "eel"), rows: 0);

        Assert.Equal(0, maps.ReadMaps().RowCount);
    }

    [Fact]
    public void Maps_OutlivingTheirSession_CanStillBeRead()
    {
        OrtValue maps;
        using (var session = new InferenceSession(OnnxModels.ZipMap("cat", "dog", "eel")))
        using (var input = OrtValue.CreateTensorValueFromMemory(Scores, [2, 3]))
            maps = session.Run(new Dictionary<string, OrtValue> { ["x"] = input })[0];

        using (maps)
            Assert.Equal(Scores, maps.ReadMaps().Values);
    }

    [Fact]
    public void Metadata_OfMaps_SaysWhatIsInThem()
    {
        using var session = new InferenceSession(OnnxModels.ZipMap("cat", "dog", "eel"));

        var output = session.OutputMetadata["y"];

        Assert.Equal(OnnxValueType.ONNX_TYPE_SEQUENCE, output.OnnxValueType);
        Assert.Equal(OnnxValueType.ONNX_TYPE_MAP, output.SequenceElement?.OnnxValueType);
        Assert.Equal(TensorElementType.String, output.SequenceElement?.MapKeyType);
        Assert.Equal(TensorElementType.Float, output.SequenceElement?.MapValue?.ElementDataType);
    }

    [Fact]
    public void ReadMaps_OfATensor_IsRefused()
    {
        using var tensor = OrtValue.CreateTensorValueFromMemory([1f], [1]);

        Assert.Throws<InvalidOperationException>(tensor.ReadMaps);
    }

    private static OrtValue RunOn(byte[] model, int rows)
    {
        using var session = new InferenceSession(model);
        using var input = OrtValue.CreateTensorValueFromMemory(Scores[..(rows * 3)], [rows, 3]);
        return session.Run(new Dictionary<string, OrtValue> { ["x"] = input })[0];
    }
}
