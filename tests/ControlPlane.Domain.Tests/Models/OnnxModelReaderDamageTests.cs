using System.Diagnostics;
using ControlPlane.Domain.Models;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.Domain.Tests.Models;

public sealed class OnnxModelReaderDamageTests
{
    private static readonly string[] FileCodes =
    [
        ModelRefusals.FileMalformed, ModelRefusals.FileTruncated, ModelRefusals.ExternalData, ModelRefusals.FileBeyondLimit, ModelRefusals.FileUnsupported,
    ];

    [Fact]
    [Trait("Fault", "F75")]
    [Trait("Promise", "P8")]
    public void Read_CutAtEveryByte_RefusesEachTime()
    {
        var whole = OnnxModels.Classifier(4, 1, 2, 3, 4, 5, 6, 7, 8);

        for (var length = 0; length < whole.Length; length++)
        {
            var refusal = OnnxModelReaderTests.Read(whole[..length]).Refusal;
            Assert.True(refusal is not null, $"cut to {length} of {whole.Length} bytes it was taken");
            Assert.Contains(refusal.Code, (string[])[ModelRefusals.FileTruncated, ModelRefusals.FileMalformed]);
            Assert.NotEmpty(Assert.Single(refusal.Fields).Remedy);
        }

        Assert.True(OnnxModelReaderTests.Read(whole).IsAccepted);
    }

    [Fact]
    public void Read_CutInsideTheGraph_SaysItIsCutOff()
    {
        var whole = OnnxModels.Classifier(4, 1, 2, 3, 4, 5, 6, 7, 8);

        Assert.Equal(ModelRefusals.FileTruncated, OnnxModelReaderTests.Read(whole[..(whole.Length / 2)]).Refusal?.Code);
    }

    [Fact]
    [Trait("Fault", "F75")]
    [Trait("Promise", "P8")]
    public void Read_RandomBytes_NeverThrows()
    {
        var chance = new Random(20_300_102);
        for (var run = 0; run < 20_000; run++)
        {
            var bytes = new byte[chance.Next(200)];
            chance.NextBytes(bytes);
            if (OnnxModelReaderTests.Read(bytes).Refusal is { } refusal)
                Assert.Contains(refusal.Code, FileCodes);
        }
    }

    [Fact]
    public void Read_ModelWithChangedBytes_NeverThrows()
    {
        var whole = OnnxModels.Classifier(4, 1, 2, 3, 4, 5, 6, 7, 8);
        var chance = new Random(7);
        var refused = 0;
        for (var run = 0; run < 20_000; run++)
        {
            var bytes = whole.ToArray();
            for (var change = chance.Next(1, 4); change > 0; change--)
                bytes[chance.Next(bytes.Length)] = (byte)chance.Next(256);
            if (OnnxModelReaderTests.Read(bytes).Refusal is { } refusal)
            {
                Assert.Contains(refusal.Code, FileCodes);
                refused++;
            }
        }

        Assert.InRange(refused, 1_000, 19_999);
    }

    [Theory]
    [InlineData("", "is an empty file")]
    [InlineData("This is no model, only text.", "")]
    [InlineData("{\"model\": 1}", "")]
    [Trait("Fault", "F75")]
    public void Read_NoModel_SaysSo(string text, string problem)
    {
        var refusal = OnnxModelReaderTests.Read(System.Text.Encoding.UTF8.GetBytes(text)).Refusal;

        Assert.NotNull(refusal);
        Assert.Contains(problem, refusal.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(long.MaxValue)]
    [InlineData(int.MaxValue)]
    [InlineData(1_000)]
    public void Read_LengthBeyondTheFile_RefusesWithoutReadingOn(ulong length)
    {
        byte[] inGraph = [.. Wire.Announce(5, length), 1, 2, 3];
        var before = GC.GetAllocatedBytesForCurrentThread();

        var refusal = OnnxModelReaderTests.Read(Wire.Model(inGraph)).Refusal;

        Assert.Equal(ModelRefusals.FileMalformed, refusal?.Code);
        Assert.StartsWith("graph: ", refusal!.Sentence, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    [Trait("Fault", "F78")]
    public void Read_NestedDeeperThanAllowed_Refuses()
    {
        byte[] graph = [];
        for (var depth = 0; depth < 200; depth++)
            graph = Wire.Bytes(1, Wire.Text(4, "If"), Wire.Bytes(5, Wire.Bytes(6, graph)));

        Assert.Equal(ModelRefusals.FileBeyondLimit, OnnxModelReaderTests.Read(Wire.Model(graph)).Refusal?.Code);
    }

    [Fact]
    public void Read_NestedAsRealModelsAre_Accepts()
    {
        byte[] graph = [];
        for (var depth = 0; depth < 20; depth++)
            graph = Wire.Bytes(1, Wire.Text(4, "If"), Wire.Bytes(5, Wire.Bytes(6, graph)));

        Assert.True(OnnxModelReaderTests.Read(Wire.Model(graph)).IsAccepted);
    }

    [Fact]
    [Trait("Fault", "F78")]
    public void Read_MoreNodesThanAllowed_RefusesInTime()
    {
        var node = Wire.Bytes(1, Wire.Text(4, "Abs"));
        var nodes = Enumerable.Repeat(node, 500_001).SelectMany(n => n).ToArray();
        var watch = Stopwatch.StartNew();

        Assert.Equal(ModelRefusals.FileBeyondLimit, OnnxModelReaderTests.Read(Wire.Model(nodes)).Refusal?.Code);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
    }

    [Theory]
    [InlineData(1UL << 41, ModelRefusals.FileBeyondLimit)]
    [InlineData(ulong.MaxValue, ModelRefusals.FileMalformed)]
    public void Read_TensorOfImpossibleSize_Refuses(ulong dimension, string code) =>
        Assert.Equal(code, OnnxModelReaderTests.Read(Wire.Model(Wire.Bytes(5, Wire.Varint(1, dimension), Wire.Varint(2, 1)))).Refusal?.Code);

    [Fact]
    public void Read_NoInput_Refuses()
    {
        var file = new OnnxModelBuilder("g").Output("y", OnnxType.Float, 1).Node("Constant", [], ["y"]).Build();

        Assert.Equal("graph.input: is empty, so requests could give nothing; export the model with at least one input.", OnnxModelReaderTests.Read(file).Refusal?.Sentence);
    }

    [Fact]
    public void Read_InputTwice_Refuses()
    {
        var file = new OnnxModelBuilder("g").Input("x", OnnxType.Float, 1).Input("x", OnnxType.Float, 1).Output("y", OnnxType.Float, 1).Build();

        Assert.Equal(ModelRefusals.FileMalformed, OnnxModelReaderTests.Read(file).Refusal?.Code);
    }

    [Fact]
    public void Read_InputOfMaps_Refuses()
    {
        byte[] maps = Wire.Bytes(11, Wire.Text(1, "m"), Wire.Bytes(2, Wire.Bytes(4, Wire.Bytes(1, Wire.Bytes(5, Wire.Varint(1, 7), Wire.Bytes(2, Wire.Bytes(1, Wire.Varint(1, 1))))))));

        Assert.Equal(ModelRefusals.FileUnsupported, OnnxModelReaderTests.Read(Wire.Model(maps)).Refusal?.Code);
    }

    [Fact]
    [Trait("Fault", "F80")]
    public void Read_OperatorOfAnUnknownDomain_NamesIt()
    {
        var file = new OnnxModelBuilder("g").Opset("evil.ops", 1).Input("x", OnnxType.Float, 1).Output("y", OnnxType.Float, 1)
            .Node("evil.ops", "Run", ["x"], ["y"], []).Build();

        var refusal = OnnxModelReaderTests.Read(file).Refusal;

        Assert.Equal(ModelRefusals.FileUnsupported, refusal?.Code);
        Assert.Contains("'evil.ops'", refusal!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OperatorThatTheModelDefinesItself_Accepts() =>
        Assert.True(OnnxModelReaderTests.Read(Wire.Model(CallOf("own.ops", "f"), Function("own.ops", "f"))).IsAccepted);

    [Fact]
    [Trait("Fault", "F78")]
    public void Read_FunctionsThatCallInACircle_Refuses()
    {
        var refusal = OnnxModelReaderTests.Read(Wire.Model(
            CallOf("own.ops", "f"), Function("own.ops", "f", CallOf("own.ops", "g", 7)), Function("own.ops", "g", CallOf("own.ops", "f", 7)))).Refusal;

        Assert.Equal(ModelRefusals.FileBeyondLimit, refusal?.Code);
    }

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    [InlineData(3_000, false)]
    [Trait("Fault", "F78")]
    public void Read_ChainOfFunctions_IsTakenUpToTheLimit(int length, bool isAccepted)
    {
        var functions = Enumerable.Range(0, length)
            .Select(n => n == length - 1 ? Function("own.ops", $"f{n}") : Function("own.ops", $"f{n}", CallOf("own.ops", $"f{n + 1}", 7)));

        Assert.Equal(isAccepted, OnnxModelReaderTests.Read(Wire.Model(CallOf("own.ops", "f0"), [.. functions])).IsAccepted);
    }

    private static byte[] CallOf(string domain, string name, int field = 1) => Wire.Bytes(field, Wire.Text(4, name), Wire.Text(7, domain));

    private static byte[] Function(string domain, string name, params byte[][] nodes) =>
        Wire.Bytes(25, [Wire.Text(1, name), .. nodes, Wire.Text(10, domain)]);
}
