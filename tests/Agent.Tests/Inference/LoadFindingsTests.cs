using System.Text;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.OnnxRuntime;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Routing;

namespace ControlPlane.AgentHost.Tests.Inference;

public sealed class LoadFindingsTests : IDisposable
{
    private const int Processors = 2;
    private static readonly string Runtime = OrtEnv.Instance().GetVersionString();

    private readonly TemporaryFolder _folder = new();
    private readonly MemoryDisk _disk = new();

    private string Model => _folder.Combine("model.onnx");

    [Fact]
    public async Task Load_FirstTime_NotesWhatItFound()
    {
        await using var model = await LoadAsync();

        var noted = LoadFindingsFile.Note.Read(_disk, Model)!;
        Assert.Equal((Runtime, Processors, model.SessionCount, true), (noted.Runtime, noted.Processors, noted.Sessions, noted.RunsInBatches));
    }

    [Fact]
    public async Task Load_SameFileAgain_TakesWhatWasFoundWithoutATrial()
    {
        LoadFindingsFile.Note.Write(_disk, Model, await FoundAsync() with { Sessions = 5, RunsInBatches = false });

        await using var model = await LoadAsync();

        Assert.Equal(5, model.SessionCount);
        Assert.Null(model.Batcher);
    }

    [Theory]
    [InlineData("another runtime")]
    [InlineData("another machine")]
    [InlineData("another size of batches")]
    [InlineData("no sessions")]
    [InlineData("too many sessions")]
    public async Task Load_FindingsThatDoNotHoldHere_AreFoundAnew(string circumstance)
    {
        var found = await FoundAsync() with { Sessions = 5, RunsInBatches = false };
        LoadFindingsFile.Note.Write(_disk, Model, circumstance switch
        {
            "another runtime" => found with { Runtime = "0.1" },
            "another machine" => found with { Processors = Processors + 1 },
            "another size of batches" => found with { MaximumRows = found.MaximumRows + 1 },
            "no sessions" => found with { Sessions = 0 },
            _ => found with { Sessions = SessionPolicy.Most + 1 },
        });

        await using var model = await LoadAsync();

        Assert.InRange(model.SessionCount, 1, Processors);
        Assert.NotNull(model.Batcher);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"runtime":"1.""")]
    [InlineData("[]")]
    public async Task Load_DamagedNote_IsAsIfThereWereNone(string content)
    {
        _disk[Model + LoadFindingsFile.Suffix] = Encoding.UTF8.GetBytes(content);

        await using var model = await LoadAsync();

        Assert.NotNull(model.Batcher);
        Assert.NotNull(LoadFindingsFile.Note.Read(_disk, Model));
    }

    [Theory]
    [InlineData(nameof(DiskFault.IsFull))]
    [InlineData(nameof(DiskFault.IsReadOnly))]
    [InlineData(nameof(DiskFault.SyncFails))]
    [Trait("Fault", "F10")]
    public async Task Load_DiskThatTakesNothing_ServesNevertheless(string fault)
    {
        _disk.Fault = (1, Enum.Parse<DiskFault>(fault));

        await using var model = await LoadAsync();

        Assert.NotNull(model.Batcher);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<LoadFindings> FoundAsync()
    {
        await using var model = await LoadAsync();
        return LoadFindingsFile.Note.Read(_disk, Model)!;
    }

    private async Task<LoadedModel> LoadAsync()
    {
        await File.WriteAllBytesAsync(Model, OnnxModels.AddConstant(1));
        return (await new ModelLoader(TimeProvider.System, Processors, _disk).LoadAsync(Model, RoutingTableBuilder.APreparedVersion("pets", 1), CancellationToken.None)).Value;
    }
}
