using System.Runtime.InteropServices;
using System.Text;
using ControlPlane.AgentHost.Serving.Json;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Tests.Serving.Json;

public sealed class TensorScannerTests
{
    [Theory]
    [InlineData("[1,2,3,4]", new long[] { 2, 2 })]
    [InlineData("[[1,2],[3,4]]", new long[] { 2, 2 })]
    [InlineData(" [ [ 1 , 2 ] ,\n\t[3,\r4 ] ] ", new long[] { 2, 2 })]
    [InlineData("[[[1],[2]],[[3],[4]]]", new long[] { 2, 2, 1 })]
    [InlineData("[1,2,3,4]", new long[] { 4 })]
    [InlineData("[1,2,3,4]", new long[] { 1, 1, 4, 1 })]
    public void Scan_FlatOrNestedAsTheShape_ReadsInRowMajorOrder(string json, long[] shape)
    {
        var values = new float[4];

        Assert.Null(Scan(json, shape, values));
        Assert.Equal([1f, 2f, 3f, 4f], values);
    }

    [Fact]
    public void Scan_Scalar_TakesOneElement()
    {
        var values = new float[1];

        Assert.Null(Scan("[7]", [], values));
        Assert.Equal(7f, values[0]);
    }

    [Theory]
    [InlineData("[]", new long[] { 0 })]
    [InlineData("[ ]", new long[] { 0, 4 })]
    [InlineData("[[],[]]", new long[] { 2, 0 })]
    public void Scan_NoElementsWhereTheShapeHasNone_IsRight(string json, long[] shape) => Assert.Null(Scan(json, shape, []));

    [Theory]
    [InlineData("[1,2,3]", new long[] { 2, 2 }, "data has 3 elements, but shape [2,2] takes 4")]
    [InlineData("[1,2,3,4,5,6]", new long[] { 2, 2 }, "data has 6 elements, but shape [2,2] takes 4")]
    [InlineData("[]", new long[] { 2, 2 }, "data has 0 elements, but shape [2,2] takes 4")]
    [InlineData("[1]", new long[] { 0 }, "data has 1 elements, but shape [0] takes 0")]
    [InlineData("[1,2]", new long[] { }, "data has 2 elements, but shape [] takes 1")]
    [InlineData("[[1,2,3],[4]]", new long[] { 2, 2 }, "data has an array of 3 in dimension 1, but shape is [2,2]")]
    [InlineData("[[1,2],[3,4],[5,6]]", new long[] { 2, 2 }, "data has an array of 3 in dimension 0, but shape is [2,2]")]
    [InlineData("[[1,2,3,4]]", new long[] { 4 }, "data is not nested as shape [4] says")]
    [InlineData("[[[1,2],[3,4]]]", new long[] { 2, 2 }, "data is not nested as shape [2,2] says")]
    [InlineData("[[1,2],3,4]", new long[] { 2, 2 }, "data is not nested as shape [2,2] says")]
    [InlineData("[1,[2,3,4]]", new long[] { 2, 2 }, "element 1 is missing or out of place, expected is a JSON array of FP32")]
    [InlineData("[[1,2],[[3],4]]", new long[] { 2, 2 }, "data has numbers and arrays beside each other, or too many arrays in each other")]
    [InlineData("[1,2,3,]", new long[] { 4 }, "element 3 is missing or out of place, expected is a JSON array of FP32")]
    [InlineData("[,1,2,3]", new long[] { 4 }, "element 0 is missing or out of place, expected is a JSON array of FP32")]
    [InlineData("[1 2,3,4]", new long[] { 4 }, "element 1 is 2, which is no FP32 in JSON")]
    [InlineData("[1,NaN,3,4]", new long[] { 4 }, "element 1 is NaN, which is no FP32 in JSON")]
    [InlineData("[1,2,-Infinity,4]", new long[] { 4 }, "element 2 is -Infinity, which is no FP32 in JSON")]
    [InlineData("[1,null,3,4]", new long[] { 4 }, "element 1 is null, which is no FP32 in JSON")]
    [InlineData("[1,\"2\",3,4]", new long[] { 4 }, "element 1 is \"2\", which is no FP32 in JSON")]
    [InlineData("[1,1e39,3,4]", new long[] { 4 }, "element 1 is 1e39, which is no FP32 in JSON")]
    [InlineData("[1,{},3,4]", new long[] { 4 }, "element 1 is {}, which is no FP32 in JSON")]
    [InlineData("[1,0x1F,3,4]", new long[] { 4 }, "element 1 is 0x1F, which is no FP32 in JSON")]
    public void Scan_DataThatDoesNotFit_SaysWhichElementAndWhy(string json, long[] shape, string problem)
    {
        var count = shape.Aggregate(1L, (product, size) => product * size);

        Assert.Equal(problem, Scan(json, shape, new float[count]));
    }

    [Fact]
    public void Scan_RandomMatrices_ReadsBackWhatWasWritten()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var (rows, columns) = (random.Next(1, 6), random.Next(1, 40));
            var values = Enumerable.Range(0, rows * columns).Select(_ => (float)(random.NextDouble() * 1000 - 500)).ToArray();
            var nested = $"[{string.Join(",", values.Chunk(columns).Select(row => $"[{string.Join(", ", row)}]"))}]";
            var read = new float[values.Length];

            Assert.Null(Scan(nested, [rows, columns], read));
            Assert.Equal(values, read);
        }
    }

    [Fact]
    public void Scan_ManyElementsBeyondTheShape_CountsThemWithoutWritingBeyondTheEnd()
    {
        var values = new float[8];
        var json = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(1, 100))}]");

        var problem = TensorScanner.Scan(json, TensorElementType.Float, [4], 4, MemoryMarshal.AsBytes(values.AsSpan(0, 4)));

        Assert.Equal("data has 100 elements, but shape [4] takes 4", problem);
        Assert.Equal([1f, 2, 3, 4, 0, 0, 0, 0], values);
    }

    [Theory]
    [InlineData("[]", 2)]
    [InlineData("[[1],[2]],3", 9)]
    [InlineData("[\"]\",\"\\\"]\"] ", 11)]
    [InlineData("[\"\\\\\"]x", 6)]
    [InlineData("[1,2", -1)]
    [InlineData("[\"]", -1)]
    [InlineData("[\"\\", -1)]
    public void Find_EndOfAnArray_LooksOnlyAtBracketsAndStrings(string json, int end) => Assert.Equal(end, JsonArrayEnd.Find(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Find_ArraysNestedTooDeep_GivesUp() => Assert.Equal(-1, JsonArrayEnd.Find(Encoding.UTF8.GetBytes(new string('[', 1000) + new string(']', 1000))));

    private static string? Scan(string json, long[] shape, float[] destination) =>
        TensorScanner.Scan(Encoding.UTF8.GetBytes(json), TensorElementType.Float, shape, destination.Length, MemoryMarshal.AsBytes(destination.AsSpan()));
}
