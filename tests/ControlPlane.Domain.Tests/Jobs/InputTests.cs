using System.Text;
using System.Text.Json;
using ControlPlane.Contracts.Jobs;
using ControlPlane.Domain.Jobs;
using ControlPlane.Domain.Jobs.Rows;
using ControlPlane.Domain.Models;

namespace ControlPlane.Domain.Tests.Jobs;

public sealed class InputTests
{
    private static readonly ModelSignature Adder = new([Tensor("x", "FP32", -1, 2)], [Tensor("y", "FP32", -1, 2)]);

    private static readonly ModelSignature Mixed = new([Tensor("age", "INT64", -1), Tensor("city", "BYTES", -1), Tensor("x", "FP32", -1, 2)], [Tensor("y", "FP32", -1)]);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4_096)]
    public void Scan_HoweverTheBytesCome_CutsBetweenRows(int piece)
    {
        const string input = "\uFEFFid,x\r\na,1\r\n\r\nb,\"2\n,3\"\nc,4\nd,5";

        var scanned = Scan(input, JobFormat.Csv, chunkRows: 2, piece);

        Assert.Equal(["id", "x"], scanned.Header);
        Assert.Equal([(2L, 2), (6L, 2)], scanned.Chunks.Select(c => (c.FirstLine, c.Rows)));
        Assert.Equal("c,4\nd,5", Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(input).AsSpan((int)scanned.Chunks[1].Offset, (int)scanned.Chunks[1].Length)));
    }

    [Theory]
    [InlineData("", "input")]
    [InlineData("id,x\n", "input")]
    [InlineData("id,\"x\n1,2\n", "input")]
    public void Scan_OfAnInputWithoutRows_IsRefused(string input, string field) => Assert.Equal(field, TryScan(input, JobFormat.Csv).Refusal?.Fields[0].Field);

    [Fact]
    public void Scan_OfARowWithoutEnd_IsRefusedByLine() =>
        Assert.Equal("line 2", TryScan("id\n" + new string('a', InputScanner.LongestRow + 1), JobFormat.Csv).Refusal?.Fields[0].Field);

    [Fact]
    public void Rows_OfCsv_BrokenOnesAreSaidByLineAndTheRestGoesOn()
    {
        const string input = "id,x[0],x[1]\na,1,2\nb,1\nc,one,2\n,1,2\ne,1e39,2\nf,\"1\"2,3\ng,3,4\n";

        var rows = Read(Adder, input, new JobSettings { Format = JobFormat.Csv, Key = "id" });

        Assert.Equal(
        [
            (2, "a", null),
            (3, "b", "The row has 2 values; the header names 3 columns."),
            (4, "c", "The column 'x[0]' is 'one', which is no FP32."),
            (5, "", "The key column 'id' is empty."),
            (6, "e", "The column 'x[0]' is '1e39', which is beyond the range of FP32."),
            (7, null, "The row has something behind the closing quotation mark of value 2."),
            (8, "g", null),
        ], rows.Select(r => (r.Line, r.Key, r.Problem)));
        Assert.Equal("3,4", rows[^1].Values.Single());
    }

    [Fact]
    public void Rows_OfJsonLines_TakeMembersOrTheProtocolsInputs()
    {
        const string input = """
            {"id":"a","age":3,"city":"Oslo","x":[[1,2]]}
            {"id":7,"inputs":[{"name":"age","data":[4]},{"name":"city","data":["a \"b\""]},{"name":"x","shape":[1,2],"data":[3,4]}]}
            {"id":"c","age":3.5,"city":"Oslo","x":[1,2]}
            {"id":"d","age":3,"city":5,"x":[1,2]}
            {"id":"e","age":3,"city":"Oslo","x":[1]}
            {"id":"f","city":"Oslo","x":[1,2]}
            {"id":"g"
            [1]
            """;

        var rows = Read(Mixed, input, new JobSettings { Format = JobFormat.Jsonl, Key = "id" });

        Assert.Equal(["3", "\"Oslo\"", "1,2"], rows[0].Values);
        Assert.Equal(("7", "a \"b\""), (rows[1].Key, JsonSerializer.Deserialize<string>(rows[1].Values[1])));
        Assert.Equal(
        [
            "The input 'age' is '3.5', which is no INT64.",
            "The input 'city' holds 5, which is no BYTES.",
            "The input 'x' has 1 elements; a row takes 2.",
            "The input 'age' is missing.",
        ], rows.Skip(2).Take(4).Select(r => r.Problem));
        Assert.All(rows.Skip(6), r => Assert.StartsWith("The line is no JSON", r.Problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("id,x[0],x[1]", "")]
    [InlineData("b,id,a", "x:a,b")]
    [InlineData("id,first,second", "")]
    public void Mapping_OfColumns_IsByNameByWordOrInOrder(string header, string columns)
    {
        var settings = new JobSettings { Format = JobFormat.Csv, Key = "id", Columns = ColumnsOf(columns) };

        var mapping = InputMapping.Create(Adder, settings, header.Split(','));

        Assert.Equal(columns.Length == 0 ? [1, 2] : [2, 0], mapping.Value.Inputs.Single().Columns);
    }

    [Theory]
    [InlineData("id,a,b,c", "", "x")]
    [InlineData("id,a", "x:a,z", "columns")]
    [InlineData("id,a,b", "z:a,b", "columns")]
    [InlineData("key,a,b", "", "key")]
    [InlineData("id,a,a", "", "a")]
    public void Mapping_ThatDoesNotFit_IsRefusedWithItsField(string header, string columns, string field)
    {
        var settings = new JobSettings { Format = JobFormat.Csv, Key = "id", Columns = ColumnsOf(columns) };

        Assert.Equal(field, InputMapping.Create(Adder, settings, header.Split(',')).Refusal?.Fields[0].Field);
    }

    [Fact]
    public void Requests_OfRows_AreTogetherWhereTheVersionTakesSeveral_AndOneByOneOtherwise()
    {
        var settings = new JobSettings { Format = JobFormat.Csv };
        var mapping = InputMapping.Create(Adder, settings, ["a", "b"]).Value;
        var rows = RowReader.Read(mapping, "1,2\nx,y\n3,4\n"u8.ToArray(), 2);
        var single = InputMapping.Create(new ModelSignature([Tensor("x", "FP32", 1, 2)], [Tensor("y", "FP32", 1, 2)]), settings, ["a", "b"]).Value;

        Assert.Equal(
            """{"inputs":[{"name":"x","datatype":"FP32","shape":[2,2],"data":[1,2,3,4]}]}""",
            ChunkRequests.Request(mapping, ChunkRequests.Group(mapping, rows, isRowByRow: false).Single()).GetRawText());
        Assert.Equal(2, ChunkRequests.Group(mapping, rows, isRowByRow: true).Count);
        Assert.Equal(
            """{"inputs":[{"name":"x","datatype":"FP32","shape":[1,2],"data":[3,4]}]}""",
            ChunkRequests.Request(single, ChunkRequests.Group(single, rows, isRowByRow: false)[1]).GetRawText());
    }

    [Fact]
    public void Results_StandInTheOrderOfTheRows_AndAsATable()
    {
        var mapping = InputMapping.Create(Adder, new JobSettings { Format = JobFormat.Csv, Key = "id" }, ["id", "x[0]", "x[1]"]).Value;
        var rows = RowReader.Read(mapping, "a,1,2\nb,oops,2\n\"c,1\",3,4\n"u8.ToArray(), 2);
        var groups = ChunkRequests.Group(mapping, rows, isRowByRow: false);
        var answer = JsonSerializer.Deserialize<JsonElement>("""{"outputs":[{"name":"y","datatype":"FP32","shape":[2,2],"data":[2,3,4,null]}]}""");
        var target = new System.Buffers.ArrayBufferWriter<byte>();

        var result = ResultLines.Write(rows, groups, [new ChunkAnswer(200, answer)], 3, target);
        var lines = Encoding.UTF8.GetString(target.WrittenSpan).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var table = new ResultTable(Adder.Outputs, "id");

        Assert.Equal((3, 1, 3L), (result.Rows, result.Broken, result.Problems.Single().Line));
        Assert.Equal("""{"line":2,"key":"a","model_version":"3","outputs":[{"name":"y","datatype":"FP32","shape":[1,2],"data":[2,3]}]}""", lines[0]);
        Assert.Equal(
            "line,id,y[0],y[1],model_version,error\r\n2,a,2,3,3,\r\n3,b,,,3,\"The column 'x[0]' is 'oops', which is no FP32.\"\r\n4,\"c,1\",4,,3,\r\n",
            table.Header() + string.Concat(lines.Select(l => table.Row(Encoding.UTF8.GetBytes(l)))));
    }

    private static IReadOnlyList<InputRow> Read(ModelSignature signature, string input, JobSettings settings)
    {
        var scanned = Scan(input, settings.Format, chunkRows: 100, piece: 4_096);
        var chunk = scanned.Chunks.Single();
        var mapping = InputMapping.Create(signature, settings, scanned.Header).Value;
        return RowReader.Read(mapping, Encoding.UTF8.GetBytes(input).AsMemory((int)chunk.Offset, (int)chunk.Length), chunk.FirstLine);
    }

    private static ScannedInput Scan(string input, JobFormat format, int chunkRows, int piece)
    {
        var scanner = new InputScanner(format, chunkRows);
        foreach (var bytes in Encoding.UTF8.GetBytes(input).Chunk(piece))
            Assert.Null(scanner.Add(bytes));
        return scanner.End().Value;
    }

    private static Contracts.Outcomes.Outcome<ScannedInput> TryScan(string input, JobFormat format)
    {
        var scanner = new InputScanner(format, 10);
        return scanner.Add(Encoding.UTF8.GetBytes(input)) is { } refusal ? refusal : scanner.End();
    }

    private static Dictionary<string, IReadOnlyList<string>> ColumnsOf(string text) =>
        text.Length == 0 ? [] : new() { [text.Split(':')[0]] = text.Split(':')[1].Split(',') };

    private static TensorSignature Tensor(string name, string datatype, params long[] shape) => new() { Name = name, Datatype = datatype, Shape = shape };
}
