using ControlPlane.AgentHost.Inference;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Routing;

namespace ControlPlane.AgentHost.Tests.Inference;

public sealed class ModelLoaderTests
{
    [Fact]
    public async Task Load_SoundModel_KnowsItsSignature()
    {
        await using var model = (await LoadAsync(OnnxModels.Classifier(2, [1, 0, 0, 1]))).Value;

        Assert.Equal("x FP32 [-1,2]", Describe(model.Signature.Inputs));
        Assert.Equal("label INT64 [-1], probabilities FP32 [-1,2]", Describe(model.Signature.Outputs));
    }

    [Fact]
    public async Task Load_BytesThatAreNoModel_IsRefused()
    {
        var refusal = (await LoadAsync([1, 2, 3])).Refusal!;

        Assert.Equal(RefusalCodes.ModelRejected, refusal.Code);
        Assert.StartsWith("The runtime cannot load pets version 1: ", refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_FileThatIsNotThere_IsRefused()
    {
        var loaded = await new ModelLoader(TimeProvider.System).LoadAsync("/nowhere/model.onnx", RoutingTableBuilder.APreparedVersion("pets", 1), CancellationToken.None);

        Assert.Equal(RefusalCodes.ModelRejected, loaded.Refusal?.Code);
    }

    [Fact]
    public async Task Load_OutputThatTheProtocolCannotCarry_IsRefusedByNameWithTheReason()
    {
        var refusal = (await LoadAsync(new OnnxModelBuilder("pieces")
            .Input("x", OnnxType.Float, "N").OutputOfTensors("pieces", OnnxType.Float, "M").Node("SplitToSequence", ["x"], ["pieces"])
            .Build())).Refusal!;

        Assert.Equal(RefusalCodes.ModelRejected, refusal.Code);
        Assert.Equal(
            "The model's output 'pieces' is a sequence, each element a tensor of Float; "
            + "the protocol carries tensors of its datatypes, optional tensors, and as outputs sequences of maps onto FP32.",
            refusal.Sentence);
    }

    [Fact]
    public async Task Load_ModelThatFailsOnARowOfZeros_IsRefused()
    {
        var refusal = (await LoadAsync(AlwaysFails("N", 4))).Refusal!;

        Assert.Equal(RefusalCodes.ModelRejected, refusal.Code);
        Assert.StartsWith("The model does not answer one row of zeros. The model failed: ", refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_ModelThatMayNeedAnotherShapeThanTheWarmUpHas_IsTaken()
    {
        await using var model = (await LoadAsync(AlwaysFails("N", "M"))).Value;

        Assert.True(model.TryEnter());
        model.Exit();
    }

    [Theory]
    [InlineData("nothing", OutputKind.Probabilities, "reading: is read from output 'nothing', but the model's outputs are 'label', 'probabilities'")]
    [InlineData("probabilities", OutputKind.Label, "reading: declares output 'probabilities' as Label, but it holds FP32")]
    public async Task Load_ReadingThatDoesNotFitTheModel_IsRefused(string output, OutputKind kind, string sentence)
    {
        var refusal = (await LoadAsync(OnnxModels.Classifier(2, [1, 0, 0, 1]), new OutputReading { Output = output, Kind = kind })).Refusal!;

        Assert.Equal(RefusalCodes.ModelRejected, refusal.Code);
        Assert.StartsWith(sentence, refusal.Sentence, StringComparison.Ordinal);
    }

    [SharedFact]
    public async Task Load_SharedModelThatNeedsALocale_LoadsOrNamesTheOneThatIsMissing()
    {
        var loaded = await LoadAsync(await File.ReadAllBytesAsync(SharedFolder.PathOf("models", "strings.onnx")));

        if (!loaded.IsAccepted)
        {
            Assert.Contains("locale with name:en_US.UTF-8", loaded.Refusal.Sentence, StringComparison.Ordinal);
            return;
        }

        Assert.Equal("BYTES", loaded.Value.Signature.Inputs[0].Datatype);
        await loaded.Value.DisposeAsync();
    }

    [Fact]
    public async Task Load_Cancelled_LeavesNothingBehind() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new ModelLoader(TimeProvider.System).LoadAsync("any", RoutingTableBuilder.APreparedVersion("pets", 1), new CancellationToken(canceled: true)));

    private static async Task<Outcome<LoadedModel>> LoadAsync(byte[] model, OutputReading? reading = null)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("model.onnx");
        await File.WriteAllBytesAsync(path, model);
        var version = RoutingTableBuilder.APreparedVersion("pets", 1) with { Reading = reading ?? OutputReading.None };
        return await new ModelLoader(TimeProvider.System).LoadAsync(path, version, CancellationToken.None);
    }

    private static byte[] AlwaysFails(OnnxDimension rows, OnnxDimension columns) => new OnnxModelBuilder("fails")
        .Input("x", OnnxType.Float, rows, columns).Output("y", OnnxType.Float, rows, columns)
        .Initializer("table", OnnxTensor.Vector(0f)).Initializer("nine", OnnxTensor.Scalar(9f))
        .Node("ReduceSum", ["x"], ["sum"], OnnxAttribute.Int("keepdims", 0))
        .Node("Add", ["sum", "nine"], ["beyond"]).Node("Cast", ["beyond"], ["index"], OnnxAttribute.Int("to", (int)OnnxType.Int64))
        .Node("Gather", ["table", "index"], ["nothing"]).Node("Add", ["x", "nothing"], ["y"])
        .Build();

    private static string Describe(ReadOnlySpan<TensorSignature> tensors) =>
        string.Join(", ", tensors.ToArray().Select(t => $"{t.Name} {t.Datatype} [{string.Join(',', t.Shape.ToArray())}]"));
}
