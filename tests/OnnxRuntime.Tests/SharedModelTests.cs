using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.OnnxRuntime.Tests;

/// <summary>Models that others made, with other tools.</summary>
public sealed class SharedModelTests
{
    [SharedFact]
    public void Mnist_DrawnDigits_AreRecognisedAndHalfPrecisionAgrees()
    {
        using var single = Load("mnist.onnx");
        using var half = Load("mnist_float16.onnx");

        foreach (var digit in new[] { 0, 1, 7 })
        {
            using var x = OrtValue.CreateTensorValueFromMemory(DrawnDigit.Of(digit), [1, 1, 28, 28]);
            using var x16 = OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(DrawnDigit.Of(digit), pixel => (Half)pixel), [1, 1, 28, 28]);
            using var y = Run(single, x);
            using var y16 = Run(half, x16);

            var scores = y[0].GetTensorDataAsSpan<float>().ToArray();
            var scores16 = y16[0].GetTensorDataAsSpan<Half>().ToArray();
            Assert.Equal(digit, Array.IndexOf(scores, scores.Max()));
            Assert.All(scores.Zip(scores16), pair => Assert.Equal(pair.First, (float)pair.Second, 0.1));
        }
    }

    [SharedFact]
    public void Mnist_Metadata_NamesItsMaker()
    {
        using var session = Load("mnist.onnx");

        Assert.Equal("CNTK", session.ModelMetadata.ProducerName);
        Assert.Equal("ai.cntk", session.ModelMetadata.Domain);
        Assert.Equal(1, session.ModelMetadata.Version);
        Assert.Equal([1L, 1L, 28L, 28L], session.InputMetadata["Input3"].Dimensions);
    }

    [SharedFact]
    public void RandomForest_FourRows_GivesALabelAndAMapForEach()
    {
        using var session = Load("sklearn_randomforest.onnx");
        using var x = OrtValue.CreateTensorValueFromMemory([5.9f, 3f, 5.1f, 1.8f, 5.1f, 3.5f, 1.4f, 0.2f, 6f, 2.2f, 4f, 1f, 7.7f, 2.6f, 6.9f, 2.3f], [4, 4]);

        using var outputs = Run(session, x);

        var labels = outputs[0].GetTensorDataAsSpan<long>().ToArray();
        var maps = outputs[1].ReadMaps();
        Assert.Equal([2L, 0L, 1L, 2L], labels);
        Assert.Equal(4, maps.RowCount);
        for (var row = 0; row < 4; row++)
        {
            var values = maps.Values.Skip(maps.RowStarts[row]).Take(3).ToList();
            Assert.Equal(1, values.Sum(), 4);
            Assert.Equal(labels[row], maps.Int64Keys![maps.RowStarts[row] + values.IndexOf(values.Max())]);
        }
    }

    [SharedFact]
    public void LogisticRegression_ThreeRows_GivesMapsWithOneEntryPerClass()
    {
        using var session = Load("logreg_iris.onnx");
        using var x = OrtValue.CreateTensorValueFromMemory([1f, 2f, 3f, 4f, 5f, 6f], [3, 2]);

        using var outputs = Run(session, x);

        var maps = outputs[1].ReadMaps();
        Assert.Equal([0, 3, 6, 9], maps.RowStarts);
        Assert.Equal([0L, 1L, 2L], maps.Int64Keys!.Take(3));
    }

    [SharedFact]
    public void MultiType_BytesAndDoublesIn_GivesShortsAndLongsOut()
    {
        using var session = Load("multitype.onnx");
        using var a = OrtValue.CreateTensorValueFromMemory([(byte)2], [1, 1, 1]);
        using var b = OrtValue.CreateTensorValueFromMemory([0.5, -1.25, 100, 3], [1, 2, 2]);

        using var outputs = session.Run(null, ["InputA", "InputB"], [a, b], ["OutputA", "OutputB"]);

        Assert.Equal([1L, 2L, 2L], outputs[0].GetTensorTypeAndShape().Shape);
        Assert.Equal([-511, -514, -312, -506], outputs[0].GetTensorDataAsSpan<short>().ToArray());
        Assert.Equal([2468L], outputs[1].GetTensorDataAsSpan<long>().ToArray());
    }

    [SharedFact]
    public void DynamicAxes_AnyBatch_GivesASumForEachRow()
    {
        using var session = Load("dynamic_axes.onnx");
        foreach (var rows in new[] { 1, 5, 123 })
        {
            using var x = OrtValue.CreateTensorValueFromMemory(Enumerable.Repeat(1f, rows * 10).ToArray(), [rows, 10]);

            using var outputs = Run(session, x);

            Assert.Equal(Enumerable.Repeat(10f, rows), outputs[0].GetTensorDataAsSpan<float>().ToArray());
        }
    }

    [SharedFact]
    public void SqueezeNet_OnePicture_GivesAThousandProbabilities()
    {
        using var session = Load("light_squeezenet.onnx");
        using var x = OrtValue.CreateTensorValueFromMemory(Enumerable.Range(0, 3 * 224 * 224).Select(i => i % 255 / 255f).ToArray(), [1, 3, 224, 224]);

        using var outputs = Run(session, x);

        Assert.Equal([1L, 1000L, 1L, 1L], outputs[0].GetTensorTypeAndShape().Shape);
        Assert.Equal(1, outputs[0].GetTensorDataAsSpan<float>().ToArray().Sum(), 3);
    }

    [SharedFact]
    public void Fraud_AnyBatch_GivesProbabilities()
    {
        using var session = Load("fraud.onnx");
        using var x = OrtValue.CreateTensorValueFromMemory(Enumerable.Range(0, 60).Select(i => i / 60f).ToArray(), [2, 30]);

        using var outputs = Run(session, x);

        var probabilities = outputs[0].GetTensorDataAsSpan<float>().ToArray();
        Assert.Equal(["N", ""], session.InputMetadata["x"].SymbolicDimensions);
        Assert.Equal((1.0, 1.0), (Math.Round(probabilities[0] + probabilities[1], 4), Math.Round(probabilities[2] + probabilities[3], 4)));
    }

    /// <summary>The model sets a locale of its own; where the system lacks it, loading is refused in words that name it.</summary>
    [SharedFact]
    public void Strings_ModelThatNeedsALocale_RunsOrNamesTheLocale()
    {
        var refusal = Record.Exception(() =>
        {
            using var session = Load("strings.onnx");
            using var x = OrtValue.CreateFromStringTensor(["Hello", "WORLD"], [2]);
            using var outputs = Run(session, x);
            Assert.Equal(["hello", "world"], outputs[0].GetStringTensorAsArray());
        });

        if (refusal is not null)
            Assert.Contains("en_US.UTF-8", Assert.IsType<OrtException>(refusal).Message);
    }

    private static InferenceSession Load(string file)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        return new InferenceSession(SharedFolder.PathOf("models", file), options);
    }

    private static IDisposableReadOnlyCollection<OrtValue> Run(InferenceSession session, OrtValue input) =>
        session.Run(new Dictionary<string, OrtValue> { [session.InputNames[0]] = input });
}
