using ControlPlane.Demo.Models;
using ControlPlane.TestKit;

namespace ControlPlane.Demo.Tests.Models;

public sealed class ModelFolderTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Write_ThenFind_GivesTheManifest()
    {
        var written = AWrittenFolder(out var folder);

        var found = folder.FindComplete(ModelSet.UsualSeed);

        Assert.NotNull(found);
        Assert.Equal(written.ToJson(), found.ToJson());
        Assert.Equal(7, Directory.GetFiles(_temporary.Combine("models")).Length);
        Assert.Equal(TrainedSet.Pets(1).Measures["accuracyCatDog"], found.Models[0].Measures["accuracyCatDog"], tolerance: 1e-4);
    }

    [Fact]
    public void FindComplete_NoFolder_GivesNull()
    {
        Assert.Null(new ModelFolder(_temporary.Combine("models")).FindComplete(ModelSet.UsualSeed));
    }

    [Fact]
    public void FindComplete_OtherSeed_GivesNull()
    {
        AWrittenFolder(out var folder);

        Assert.Null(folder.FindComplete(ModelSet.UsualSeed + 1));
    }

    [Fact]
    public void FindComplete_FileMissing_GivesNull()
    {
        AWrittenFolder(out var folder);
        File.Delete(_temporary.Combine("models", "fraud-v2.onnx"));

        Assert.Null(folder.FindComplete(ModelSet.UsualSeed));
    }

    [Fact]
    public void FindComplete_FileChanged_GivesNull()
    {
        AWrittenFolder(out var folder);
        File.AppendAllText(_temporary.Combine("models", "pets-v1.onnx"), "x");

        Assert.Null(folder.FindComplete(ModelSet.UsualSeed));
    }

    [Theory]
    [InlineData("\"generatorVersion\": 1", "\"generatorVersion\": 0")]
    [InlineData("{", "[")]
    [InlineData("\"models\"", "\"other\"")]
    public void FindComplete_ManifestOfAnotherKind_GivesNull(string before, string after)
    {
        AWrittenFolder(out var folder);
        var manifest = _temporary.Combine("models", "manifest.json");
        var text = File.ReadAllText(manifest);
        Assert.Contains(before, text);
        File.WriteAllText(manifest, text.Replace(before, after, StringComparison.Ordinal));

        Assert.Null(folder.FindComplete(ModelSet.UsualSeed));
    }

    private ModelManifest AWrittenFolder(out ModelFolder folder)
    {
        folder = new ModelFolder(_temporary.Combine("models"));
        return folder.Write(TrainedSet.Usual);
    }
}
