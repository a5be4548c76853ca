using ControlPlane.Demo.Commands;
using ControlPlane.Demo.Models;
using ControlPlane.Demo.Tests.Models;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Time;

namespace ControlPlane.Demo.Tests.Commands;

[Trait("Category", "Slow")]
public sealed class DemoProgramTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public void Dispose()
    {
        _temporary.Dispose();
        _output.Dispose();
        _errors.Dispose();
    }

    [Theory]
    [InlineData("", "usage:")]
    [InlineData("train", "'train' is not a verb")]
    [InlineData("models", "--out is required")]
    [InlineData("models --out x --fast yes", "--fast is not known")]
    [InlineData("picture --class horse --out x.png", "--class must be one of cat, dog, koala, not 'horse'")]
    [InlineData("users", "--agents is required")]
    [InlineData("users --agents ftp://x", "'ftp://x' is none")]
    [InlineData("users --agents http://x --rate 0", "--rate must be a number from 0.1 to 10000, not '0'")]
    [InlineData("users --agents http://x --feedback-share 2", "--feedback-share must be a number from 0 to 1, not '2'")]
    public async Task Run_WrongUsage_SaysWhatIsWrongAndExitsWithTwo(string words, string problem)
    {
        var exitCode = await RunAsync(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, exitCode);
        Assert.Contains(problem, _errors.ToString());
        Assert.Equal("", _output.ToString());
    }

    [Fact]
    public async Task Run_Help_ShowsEveryVerb()
    {
        Assert.Equal(0, await RunAsync("--help"));

        Assert.All(["models", "users", "picture"], verb => Assert.Contains(verb, _output.ToString()));
    }

    [Fact]
    public async Task Picture_SameSeedTwice_WritesTheSameFile()
    {
        var first = _temporary.Combine("first.png");
        var second = _temporary.Combine("second.png");

        Assert.Equal(0, await RunAsync("picture", "--class", "koala", "--seed", "3", "--out", first));
        Assert.Equal(0, await RunAsync("picture", "--class", "koala", "--seed", "3", "--out", second));

        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
    }

    [Fact]
    public async Task Models_CompleteFolder_TrainsNothing()
    {
        var folder = _temporary.Combine("models");
        new ModelFolder(folder).Write(TrainedSet.Usual);
        var file = Path.Combine(folder, "pets-v1.onnx");
        var before = File.GetLastWriteTimeUtc(file);

        Assert.Equal(0, await RunAsync("models", "--out", folder));

        Assert.Contains("already", _output.ToString());
        Assert.Equal(before, File.GetLastWriteTimeUtc(file));
    }

    [Fact]
    public async Task Models_EmptyFolder_TrainsAgainAndWritesTheSameBytes()
    {
        var folder = _temporary.Combine("models");

        Assert.Equal(0, await RunAsync("models", "--out", folder));

        Assert.Contains("6 files written", _output.ToString());
        Assert.NotNull(new ModelFolder(folder).FindComplete(ModelSet.UsualSeed));
        Assert.All(TrainedSet.Usual.Models, model => Assert.Equal(model.ToOnnx(), File.ReadAllBytes(Path.Combine(folder, model.FileName))));
    }

    private Task<int> RunAsync(params string[] words) => new DemoProgram(_output, _errors, new ManualTimeProvider()).RunAsync(words);
}
