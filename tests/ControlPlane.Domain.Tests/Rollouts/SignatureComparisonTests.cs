using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Models;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Domain.Tests.Rollouts;

public sealed class SignatureComparisonTests
{
    private static readonly TensorSignature X = new() { Name = "x", Datatype = "FP32", Shape = [-1, 4], SymbolicDimensions = ["N", null] };
    private static readonly TensorSignature Y = new() { Name = "y", Datatype = "FP32", Shape = [-1, 2], SymbolicDimensions = ["N", null] };

    [Fact]
    public void Compare_TheSame_DiffersInNothing() => Assert.Empty(Compare([X], [Y], [X], [Y]));

    [Fact]
    public void Compare_RenamedInput_Blocks() => Assert.All(Compare([X], [Y], [X with { Name = "z" }], [Y]), d => Assert.True(d.IsBlocking));

    [Fact]
    public void Compare_OtherShape_Blocks() => Assert.True(Compare([X], [Y], [X with { Shape = [-1, 5] }], [Y]).Single().IsBlocking);

    [Fact]
    public void Compare_InputThatTakesMore_DoesNotBlock() => Assert.Empty(Compare([X], [Y], [X with { Shape = [-1, -1] }], [Y]));

    [Theory]
    [InlineData("FP16", false)]
    [InlineData("FP64", false)]
    [InlineData("INT64", true)]
    [InlineData("BYTES", true)]
    public void Compare_OtherDatatype_OnlyAPrecisionIsBridged(string datatype, bool isBlocking) =>
        Assert.Equal(isBlocking, Compare([X], [Y], [X with { Datatype = datatype }], [Y]).Single().IsBlocking);

    [Fact]
    public void Compare_LostOutput_BlocksAndANewOneWarns()
    {
        var extra = Y with { Name = "z" };

        Assert.True(Compare([X], [Y, extra], [X], [Y]).Single().IsBlocking);
        Assert.False(Compare([X], [Y], [X], [Y, extra]).Single().IsBlocking);
    }

    [Fact]
    public void Compare_AddedClass_Warns()
    {
        var difference = SignatureComparison.Compare(
            Version([X], [Y], ["cat", "dog"]), Version([X], [Y], ["cat", "dog", "koala"])).Single();

        Assert.False(difference.IsBlocking);
        Assert.Equal("gain koala, which callers may not know", difference.Sentence);
    }

    [Fact]
    public void Compare_LostClass_Warns() => Assert.Equal(
        [("reading.classNames", "lose dog", false)],
        Told(SignatureComparison.Compare(Version([X], [Y], ["cat", "dog"]), Version([X], [Y], ["cat"]))));

    [Fact]
    public void Compare_OtherKindOfReading_Warns() => Assert.Equal(
        [("reading.kind", "changes from Probabilities to Score", false)],
        Told(SignatureComparison.Compare(Version([X], [Y], ["cat", "dog"]), Version([X], [Y], ["cat", "dog"], OutputKind.Score))));

    [Fact]
    public void Compare_ReadingThatIsNotDeclaredAnyMore_Warns() => Assert.Equal(
        [("reading", "is not declared by the new version, so its predictions cannot be counted or compared", false)],
        Told(SignatureComparison.Compare(Version([X], [Y], ["cat", "dog"]), Version([X], [Y], [], OutputKind.Unread))));

    [Fact]
    public void Compare_ReadingThatWasNeverDeclared_HasNothingToLose() =>
        Assert.Empty(SignatureComparison.Compare(Version([X], [Y], [], OutputKind.Unread), Version([X], [Y], ["cat", "dog"])));

    [Fact]
    public void Compare_OtherPrecision_SaysThatAgentsConvert() => Assert.Equal(
        [("inputs.x", "changes its precision from FP32 to FP16; agents convert, so callers notice nothing but rounding", false)],
        Told(Compare([X], [Y], [X with { Datatype = "FP16" }], [Y])));

    private static IEnumerable<(string Field, string Sentence, bool IsBlocking)> Told(IEnumerable<SignatureDifference> differences) =>
        differences.Select(d => (d.Field, d.Sentence, d.IsBlocking));

    private static IReadOnlyList<SignatureDifference> Compare(
        IReadOnlyList<TensorSignature> inputs, IReadOnlyList<TensorSignature> outputs, IReadOnlyList<TensorSignature> newInputs, IReadOnlyList<TensorSignature> newOutputs) =>
        SignatureComparison.Compare(Version(inputs, outputs, ["cat", "dog"]), Version(newInputs, newOutputs, ["cat", "dog"]));

    private static ModelVersion Version(IReadOnlyList<TensorSignature> inputs, IReadOnlyList<TensorSignature> outputs, IReadOnlyList<string> classes, OutputKind kind = OutputKind.Probabilities)
    {
        var model = RegisteredModel.Create("pets", Moment.Noon).Value;
        var description = RegisteredModelBuilder.ADescription() with { Signature = new ModelSignature(inputs, outputs) };
        var draft = RegisteredModelBuilder.ADraft(RegisteredModelBuilder.DigestOf("pets", 1)) with
        {
            File = description,
            Reading = new OutputReading { Output = "y", Kind = kind, ClassNames = classes },
        };
        _ = model.Register(draft, Moment.Noon).Value;
        return model.Versions[0];
    }
}
