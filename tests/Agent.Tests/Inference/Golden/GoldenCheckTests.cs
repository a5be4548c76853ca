using System.Text;
using ControlPlane.AgentHost.Inference.Golden;
using ControlPlane.AgentHost.Tests.Serving;
using ControlPlane.Contracts.Golden;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.AgentHost.Tests.Inference.Golden;

public sealed class GoldenCheckTests
{
    private const string X = """{"name":"x","shape":[1,4],"datatype":"FP32","data":[1,2,3,4]}""";

    [Theory]
    [InlineData("""{"name":"y","data":[2,3,4,5]}""", null)]
    [InlineData("""{"name":"y","shape":[1,4],"data":[[2,3,4,5]]}""", null)]
    [InlineData("""{"name":"y","data":[2,3,4.4,5]}""", null)]
    [InlineData("""{"name":"y","data":[2,3,4.6,5]}""", "output 'y' at [0,2] is 4, expected 4.6")]
    [InlineData("""{"name":"y","data":[2,3,"NaN",5]}""", "output 'y' at [0,2] is 4, expected \"NaN\"")]
    [InlineData("""{"name":"y","data":[2,3,null,5]}""", "output 'y' at [0,2] is 4, expected null")]
    [InlineData("""{"name":"y","data":[2,3,4]}""", "output 'y' has 4 elements, expected 3")]
    [InlineData("""{"name":"y","shape":[4],"data":[2,3,4,5]}""", "output 'y' has shape [1,4], expected [4]")]
    [InlineData("""{"name":"z","data":[1]}""", "output 'z' is unknown")]
    public async Task Run_Fractions_AreHeldAgainstTheTolerance(string output, string? problem) =>
        Assert.Equal(problem, await ProblemAsync(OnnxModels.AddConstant(1), X, output, tolerance: 0.5));

    [Theory]
    [InlineData(float.NaN, "\"NaN\"", null)]
    [InlineData(float.PositiveInfinity, "\"Infinity\"", null)]
    [InlineData(float.NegativeInfinity, "\"-Infinity\"", null)]
    [InlineData(float.NaN, "0", "output 'y' at [0,0] is NaN, expected 0")]
    [InlineData(float.PositiveInfinity, "3e38", "output 'y' at [0,0] is Infinity, expected 3e38")]
    public async Task Run_WhatIsNoFiniteNumber_IsItselfOnly(float constant, string expected, string? problem) =>
        Assert.Equal(problem, await ProblemAsync(OnnxModels.AddConstant(constant), X, $$"""{"name":"y","data":[{{expected}},{{expected}},{{expected}},{{expected}}]}""", tolerance: 0.5));

    [Theory]
    [InlineData(OnnxType.Int64, "INT64", "[9007199254740993]", "[9007199254740993]", null)]
    [InlineData(OnnxType.Int64, "INT64", "[9007199254740993]", "[9007199254740992]", "output 'y' at [0] is 9007199254740993, expected 9007199254740992")]
    [InlineData(OnnxType.UInt64, "UINT64", "[18446744073709551615]", "[18446744073709551615]", null)]
    [InlineData(OnnxType.UInt64, "UINT64", "[18446744073709551615]", "[-1]", "output 'y' at [0] is 18446744073709551615, expected -1")]
    [InlineData(OnnxType.Bool, "BOOL", "[true]", "[true]", null)]
    [InlineData(OnnxType.Bool, "BOOL", "[true]", "[1]", "output 'y' at [0] is true, expected 1")]
    [InlineData(OnnxType.String, "BYTES", "[\"cat\"]", "[\"cat\"]", null)]
    [InlineData(OnnxType.String, "BYTES", "[\"cat\"]", "[\"dog\"]", "output 'y' at [0] is \"cat\", expected \"dog\"")]
    public async Task Run_WholeNumbersTruthsAndTexts_AreExact(OnnxType type, string datatype, string given, string expected, string? problem)
    {
        var input = $$"""{"name":"x","shape":[1],"datatype":"{{datatype}}","data":{{given}}}""";

        Assert.Equal(problem, await ProblemAsync(OnnxModels.Identity(type, "N"), input, $$"""{"name":"y","data":{{expected}}}""", tolerance: 10));
    }

    [Fact]
    public async Task Run_InputThatTheModelDoesNotTake_IsAMismatchToo() =>
        Assert.StartsWith("input 'x'", await ProblemAsync(OnnxModels.AddConstant(1), X.Replace("[1,4]", "[2,2]", StringComparison.Ordinal), """{"name":"y","data":[1]}""", 0), StringComparison.Ordinal);

    [LinuxFact]
    public async Task Run_ModelInAProcessOfItsOwn_IsCheckedThere()
    {
        await using var server = await ServingHarness.StartAsync();
        var model = await server.LoadApartAsync(OnnxModels.AddConstant(1), 1);

        Assert.Null(GoldenCheck.Run(Set(X, """{"name":"y","data":[2,3,4,5]}""", 0), model));
        Assert.Equal(RefusalCodes.GoldenMismatch, GoldenCheck.Run(Set(X, """{"name":"y","data":[2,3,4,6]}""", 0), model)?.Code);
    }

    private static async Task<string?> ProblemAsync(byte[] file, string input, string output, double tolerance)
    {
        await using var server = await ServingHarness.StartAsync();
        var model = await server.LoadAsync(file, 1);
        if (GoldenCheck.Run(Set(input, output, tolerance), model) is not { } refusal)
            return null;

        const string start = "Golden case 'first' of pets version 1: ";
        Assert.Equal(RefusalCodes.GoldenMismatch, refusal.Code);
        Assert.StartsWith(start, refusal.Sentence, StringComparison.Ordinal);
        return refusal.Sentence[start.Length..^1];
    }

    private static GoldenSet Set(string input, string output, double tolerance) => GoldenSet.Read(Encoding.UTF8.GetBytes(
        $$"""{"tolerance":{"absolute":{{tolerance.ToString(System.Globalization.CultureInfo.InvariantCulture)}},"relative":0},"cases":[{"name":"first","inputs":[{{input}}],"outputs":[{{output}}]}]}""")).Value;
}
