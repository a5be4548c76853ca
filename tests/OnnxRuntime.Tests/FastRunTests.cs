using ControlPlane.TestKit.Onnx;

namespace ControlPlane.OnnxRuntime.Tests;

public sealed class FastRunTests
{
    [Fact]
    public void Run_EverythingPrepared_AllocatesNothing()
    {
        using var session = new InferenceSession(OnnxModels.Add(OnnxType.Float, "N"));
        using var options = new RunOptions();
        using var a = OrtValue.CreateTensorValueFromMemory([1f, 2f], [2]);
        using var b = OrtValue.CreateTensorValueFromMemory([10f, 20f], [2]);
        using var y = OrtValue.CreateTensorValueFromMemory(new float[2], [2]);
        OrtValue[] inputs = [a, b];
        OrtValue?[] outputs = [y];

        Assert.Equal(0, AllocatedBy(() => session.Run(options, session.EncodedInputNames, inputs, session.EncodedOutputNames, outputs)));
        Assert.Equal([11f, 22f], y.GetTensorDataAsSpan<float>().ToArray());
    }

    [Fact]
    public void Run_WithATokenThatIsNotCancelled_AllocatesNothing()
    {
        using var session = new InferenceSession(OnnxModels.AddConstant(1, features: 1));
        using var cancellation = new CancellationTokenSource();
        using var options = new RunOptions();
        using var x = OrtValue.CreateTensorValueFromMemory([1f], [1, 1]);
        using var y = OrtValue.CreateTensorValueFromMemory(new float[1], [1, 1]);
        OrtValue[] inputs = [x];
        OrtValue?[] outputs = [y];
        var token = cancellation.Token;

        Assert.Equal(0, AllocatedBy(() => session.Run(options, session.EncodedInputNames, inputs, session.EncodedOutputNames, outputs, token)));
    }

    [Fact]
    public void Allocation_OfOneOutput_IsSeenByTheSameMeasurement()
    {
        using var session = new InferenceSession(OnnxModels.AddConstant(1, features: 1));
        using var options = new RunOptions();
        using var x = OrtValue.CreateTensorValueFromMemory([1f], [1, 1]);
        OrtValue[] inputs = [x];
        OrtValue?[] outputs = [null];

        Assert.NotEqual(0, AllocatedBy(() =>
        {
            session.Run(options, session.EncodedInputNames, inputs, session.EncodedOutputNames, outputs);
            outputs[0]!.Dispose();
            outputs[0] = null;
        }));
    }

    [Fact]
    public void Run_SomeOutputsGivenAndSomeNot_FillsBoth()
    {
        using var session = new InferenceSession(OnnxModels.Classifier(features: 2, weights: [1, 0, 0, 1]));
        using var options = new RunOptions();
        using var x = OrtValue.CreateTensorValueFromMemory([0f, 9f], [1, 2]);
        using var label = OrtValue.CreateTensorValueFromMemory(new long[1], [1]);
        OrtValue?[] outputs = [label, null];

        session.Run(options, session.EncodedInputNames, [x], session.EncodedOutputNames, outputs);

        using var probabilities = outputs[1]!;
        Assert.Same(label, outputs[0]);
        Assert.Equal([1L], label.GetTensorDataAsSpan<long>().ToArray());
        Assert.Equal(1, probabilities.GetTensorDataAsSpan<float>().ToArray().Sum(), 5);
    }

    [Fact]
    public void Run_GivenOutputOfAnotherShape_IsRefused()
    {
        using var session = new InferenceSession(OnnxModels.AddConstant(1, features: 2));
        using var options = new RunOptions();
        using var x = OrtValue.CreateTensorValueFromMemory(new float[4], [2, 2]);
        using var y = OrtValue.CreateTensorValueFromMemory(new float[2], [1, 2]);

        Assert.Throws<OrtException>(() => session.Run(options, session.EncodedInputNames, [x], session.EncodedOutputNames, [y]));
    }

    [Fact]
    public void Run_NodeFails_LeavesOutputsThatWereNotGivenAtNull()
    {
        using var session = new InferenceSession(OnnxModels.FailsOnNegative(features: 2));
        using var options = new RunOptions();
        using var x = OrtValue.CreateTensorValueFromMemory([1f, -0.5f], [1, 2]);
        var outputs = new OrtValue?[1];

        Assert.Throws<OrtException>(() => session.Run(options, session.EncodedInputNames, [x], session.EncodedOutputNames, outputs));

        Assert.Null(outputs[0]);
    }

    [Fact]
    public void Run_NamesInAnyOrder_FindTheirValues()
    {
        var model = new OnnxModelBuilder("subtract")
            .Input("a", OnnxType.Float, 1).Input("b", OnnxType.Float, 1).Output("y", OnnxType.Float, 1).Node("Sub", ["a", "b"], ["y"]).Build();
        using var session = new InferenceSession(model);
        using var options = new RunOptions();
        using var ten = OrtValue.CreateTensorValueFromMemory([10f], [1]);
        using var one = OrtValue.CreateTensorValueFromMemory([1f], [1]);
        using var y = OrtValue.CreateTensorValueFromMemory(new float[1], [1]);

        session.Run(options, session.EncodeInputNames(["b", "a"]), [one, ten], session.EncodedOutputNames, [y]);

        Assert.Equal(9, y.GetTensorDataAsSpan<float>()[0]);
    }

    [Fact]
    public void Run_NameOfAnotherSession_IsRefused()
    {
        using var session = new InferenceSession(OnnxModels.AddConstant(1, features: 1));
        using var other = new InferenceSession(OnnxModels.AddConstant(1, features: 1));
        using var options = new RunOptions();
        using var x = OrtValue.CreateTensorValueFromMemory([1f], [1, 1]);

        Assert.Throws<ArgumentException>(() => session.Run(options, other.EncodedInputNames, [x], session.EncodedOutputNames, new OrtValue?[1]));
        Assert.Throws<ArgumentException>(() => session.Run(options, new OrtName[1], [x], session.EncodedOutputNames, new OrtValue?[1]));
    }

    [Fact]
    public void Run_MoreValuesThanFitOnTheStack_FindsAllOfThem()
    {
        var names = Enumerable.Range(0, 100).Select(i => $"x{i}").ToArray();
        var builder = new OnnxModelBuilder("sum").Output("y", OnnxType.Float, 1).Node("Sum", names, ["y"]);
        Array.ForEach(names, name => builder.Input(name, OnnxType.Float, 1));
        using var session = new InferenceSession(builder.Build());
        using var options = new RunOptions();
        using var one = OrtValue.CreateTensorValueFromMemory([1f], [1]);
        using var y = OrtValue.CreateTensorValueFromMemory(new float[1], [1]);

        session.Run(options, session.EncodedInputNames, [.. names.Select(_ => one)], session.EncodedOutputNames, [y]);

        Assert.Equal(100, y.GetTensorDataAsSpan<float>()[0]);
    }

    [Fact]
    public void Run_FromManyThreads_GivesEachItsOwnAnswer()
    {
        using var session = new InferenceSession(OnnxModels.AddConstant(1, features: 1));

        Parallel.For(0, 2000, i =>
        {
            using var options = new RunOptions();
            using var x = OrtValue.CreateTensorValueFromMemory([(float)i], [1, 1]);
            var outputs = new OrtValue?[1];
            session.Run(options, session.EncodedInputNames, [x], session.EncodedOutputNames, outputs);
            using var y = outputs[0]!;
            Assert.Equal(i + 1, y.GetTensorDataAsSpan<float>()[0]);
        });
    }

    /// <summary>Bytes allocated by 100 calls, after as many to warm up.</summary>
    private static long AllocatedBy(Action action)
    {
        for (var i = 0; i < 100; i++)
            action();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
