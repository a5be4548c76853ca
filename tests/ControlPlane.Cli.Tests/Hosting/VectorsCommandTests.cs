using ControlPlane.Cli.Hosting;
using ControlPlane.TestKit;

namespace ControlPlane.Cli.Tests.Hosting;

public sealed class VectorsCommandTests
{
    [Theory]
    [InlineData("""{"id": "a", "method": "cohens_h", "inputs": {"p1": 0.5, "p2": 0.4}, "expected": {"h": 0.2013579207903309}, "tolerance": 1e-12, "tolerance_kind": "abs"}""", 0, "1 passed")]
    [InlineData("""{"id": "a", "method": "cohens_h", "inputs": {"p1": 0.5, "p2": 0.4}, "expected": {"h": 0.3}, "tolerance": 1e-12, "tolerance_kind": "abs"}""", 6, "1 failed")]
    public async Task Vectors_OfAFile_EndWithWhatBecameOfThem(string vector, int code, string words)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Combine("vectors.json");
        await File.WriteAllTextAsync(file, $"[{vector}]");

        var result = await new CliUnderTest().RunAsync("vectors", file);

        Assert.Equal((ExitCode)code, result.Code);
        Assert.Contains(words, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vectors_OfAFileThatIsNotThere_AreAUsageErrorThatNamesIt()
    {
        var result = await new CliUnderTest().RunAsync("vectors", "nowhere.json");

        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains("nowhere.json", result.Error, StringComparison.Ordinal);
    }
}
