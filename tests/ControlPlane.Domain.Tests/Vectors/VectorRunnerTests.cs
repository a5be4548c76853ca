using ControlPlane.TestKit;
using ControlPlane.Vectors;
using ControlPlane.Vectors.Reading;

namespace ControlPlane.Domain.Tests.Vectors;

public sealed class VectorRunnerTests
{
    [Theory]
    [InlineData("""{"p1":0.5,"p2":0.4}""", """{"h":0.2013579207903309}""", VectorStatus.Pass)]
    [InlineData("""{"p1":0.5,"p2":0.4}""", """{"h":0.3}""", VectorStatus.Fail)]
    [InlineData("""{"p1":0.5,"p2":0.4}""", """{"h":{"min":0.2,"max":0.21}}""", VectorStatus.Pass)]
    [InlineData("""{"p1":0.5,"p2":0.4}""", """{"h":{"min":0.21,"max":0.3}}""", VectorStatus.Fail)]
    [InlineData("""{"p1":0.5,"p2":0.4}""", """{"h":"NaN"}""", VectorStatus.Fail)]
    [InlineData("""{"p1":0.5,"p2":0.4}""", """{"power":0.8}""", VectorStatus.Unsupported)]
    public void Run_OneVector_IsJudgedByItsNumbers(string inputs, string expected, VectorStatus status) =>
        Assert.Equal(status, Run("cohens_h", inputs, expected).Status);

    [Fact]
    public void Run_UnknownMethod_IsUnsupported() =>
        Assert.Equal(VectorStatus.Unsupported, Run("no_such_method", "{}", """{"h":1}""").Status);

    [Fact]
    public void Run_UnknownOption_IsUnsupported() =>
        Assert.Equal(
            VectorStatus.Unsupported,
            Run("two_proportion_z", """{"x1":1,"n1":2,"x2":1,"n2":2,"variance":"imagined"}""", """{"z":0}""").Status);

    [Theory]
    [InlineData("cohens_h", """{"p1":0.5}""", "inputs.p2")]
    [InlineData("cohens_h", """{"p1":"half","p2":0.4}""", "inputs.p1")]
    [InlineData("cohens_h", """{"p1":1.5,"p2":0.4}""", "inputs.p1")]
    [InlineData("wilson_interval", """{"x":5,"n":3,"confidence":0.95}""", "inputs.x")]
    [InlineData("wilson_interval", """{"x":1.5,"n":3,"confidence":0.95}""", "inputs.x")]
    [InlineData("fisher_exact_two_sided", """{"table":[[1,2]]}""", "inputs.table")]
    [InlineData("welch_t_test", """{"a":"some numbers","b":[1,2]}""", "inputs.a")]
    [InlineData("welch_t_test", """{"a":"linspace(1e,2,3)","b":[1,2]}""", "inputs.a")]
    [InlineData("welch_t_test", """{"a":[1],"b":[1,2]}""", "inputs.a")]
    [InlineData("cohens_kappa", """{"table":[[1,2],[3,"x"]]}""", "inputs.table[1][1]")]
    [InlineData("growthbook_sequential_two_sided_relative", """{"control":{"n":5,"sum":1},"treatment":{},"alpha":0.05,"tuning":5}""", "inputs.control.sum_squares")]
    public void Run_InputThatCannotBe_FailsAndNamesTheField(string method, string inputs, string field)
    {
        var outcome = Run(method, inputs, """{"h":1,"ci":[0,1],"p":1,"t":1}""");

        Assert.Equal(VectorStatus.Fail, outcome.Status);
        Assert.Contains(field, outcome.Got);
    }

    [Theory]
    [InlineData("""[5]""", "must be an object")]
    [InlineData("""[{"id":"a"}]""", "expected: is missing")]
    [InlineData("""[{"id":"a","method":"cohens_h","inputs":{},"expected":{"h":1},"tolerance":1,"tolerance_kind":"near"}]""", "tolerance_kind")]
    [InlineData("""[{"id":"a","method":"cohens_h","inputs":{},"expected":{"h":1},"tolerance":-1,"tolerance_kind":"abs"}]""", "tolerance")]
    [InlineData("""[{"id":"a","method":7,"inputs":{},"expected":{"h":1},"tolerance":1,"tolerance_kind":"abs"}]""", "method")]
    public void Run_ElementThatIsNoVector_FailsAndSaysWhy(string json, string why)
    {
        var outcome = Assert.Single(VectorRunner.Run(json));

        Assert.Equal(VectorStatus.Fail, outcome.Status);
        Assert.Contains(why, outcome.Got);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[{")]
    [InlineData("")]
    public void Run_TextThatIsNoArray_IsRefused(string json) => Assert.Throws<VectorFormatException>(() => VectorRunner.Run(json));

    [Fact]
    public void Program_OneFailure_PrintsALineEachThenTheTallyAndExitsWithOne()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "vectors.json");
        File.WriteAllText(file, $"[{Vector("cohens_h", """{"p1":0.5,"p2":0.5}""", """{"h":0}""")},{Vector("cohens_h", """{"p1":0.5,"p2":0.5}""", """{"h":1}""")}]");
        using var output = new StringWriter();

        var exit = VectorProgram.Run([file], output, TextWriter.Null);

        var lines = output.ToString().TrimEnd().Split(Environment.NewLine);
        Assert.Equal(VectorProgram.SomeFailed, exit);
        Assert.StartsWith("pass ", lines[0]);
        Assert.StartsWith("fail ", lines[1]);
        Assert.Equal("1 passed, 1 failed, 0 unsupported", lines[^1]);
    }

    [Fact]
    public void Program_NoSuchFile_SaysSoAndExitsWithTwo()
    {
        using var errors = new StringWriter();

        var exit = VectorProgram.Run([Path.Combine(AppContext.BaseDirectory, "absent.json")], TextWriter.Null, errors);

        Assert.Equal(VectorProgram.NothingRun, exit);
        Assert.Contains("absent.json", errors.ToString());
    }

    private static VectorOutcome Run(string method, string inputs, string expected) => Assert.Single(VectorRunner.Run($"[{Vector(method, inputs, expected)}]"));

    private static string Vector(string method, string inputs, string expected) =>
        $$"""{"id":"v","method":"{{method}}","inputs":{{inputs}},"expected":{{expected}},"tolerance":1e-12,"tolerance_kind":"abs"}""";
}
