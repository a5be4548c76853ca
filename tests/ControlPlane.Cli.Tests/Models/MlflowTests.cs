using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Tests.Hosting;
using ControlPlane.Mlflow;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.Cli.Tests.Models;

/// <summary>Folders that MLflow wrote: what they say is kept where it is true and refused where it is not.</summary>
[Collection(RealControlPlane.Collection)]
public sealed class MlflowTests(RealControlPlane real)
{
    private const string Inputs = """[{"name": "x", "type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 4]}}]""";
    private const string Outputs = """[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 4]}}]""";

    [Fact]
    public async Task Push_MlflowFolder_KeepsRunAndModelIdAndWhatCiKnows()
    {
        using var folder = await FolderAsync(Inputs, Outputs, OnnxModels.AddConstant(31));

        var pushed = (await real.Cli.RunAsync(
            "models", "push", "from-mlflow", folder.Path, "--commit", "0123abc", "--metric", "accuracy=0.97", "--metric", "auc=0.5", "--training-data", "s3://sets/pets", "-o", "json")).Done().Json;
        var origin = pushed.GetProperty("origin");

        Assert.Equal(1, pushed.GetProperty("number").GetInt32());
        Assert.Equal(("run-7", "uuid-8"), (origin.GetProperty("runId").GetString(), origin.GetProperty("modelUuid").GetString()));
        Assert.Equal(("0123abc", "s3://sets/pets"), (origin.GetProperty("commit").GetString(), origin.GetProperty("trainingData").GetString()));
        Assert.Equal(0.97, origin.GetProperty("metrics").GetProperty("accuracy").GetDouble());
    }

    [Theory]
    [InlineData("float64", "[-1, 4]", "input 'x' is float64 [-1, 4] in MLmodel, FP32 [-1, 4] in the ONNX file")]
    [InlineData("float32", "[-1, 5]", "input 'x' is float32 [-1, 5] in MLmodel, FP32 [-1, 4] in the ONNX file")]
    [InlineData("float32", "[4]", "input 'x' is float32 [4] in MLmodel, FP32 [-1, 4] in the ONNX file")]
    public async Task Push_MlmodelThatLiesAboutAnInput_IsRefusedWithBothTypes(string type, string shape, string sentence)
    {
        using var folder = await FolderAsync(Inputs.Replace("float32", type, StringComparison.Ordinal).Replace("[-1, 4]", shape, StringComparison.Ordinal), Outputs, OnnxModels.AddConstant(32));

        var result = await real.Cli.RunAsync("models", "push", "lying", folder.Path);

        Assert.Equal(ExitCode.Refused, result.Code);
        Assert.Contains(sentence, result.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Refused, (await real.Cli.RunAsync("get", "model", "lying")).Code);
    }

    [Theory]
    [InlineData("""[{"name": "z", "type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 4]}}]""", "input 'z' is float32 [-1, 4] in MLmodel, the ONNX file has no such input")]
    [InlineData("""[{"name": "x", "type": "double"}]""", "input 'x' is double in MLmodel, FP32 [-1, 4] in the ONNX file")]
    public async Task Push_MlmodelThatNamesOtherInputs_IsRefused(string inputs, string sentence)
    {
        using var folder = await FolderAsync(inputs, Outputs, OnnxModels.AddConstant(33));

        Assert.Contains(sentence, (await real.Cli.RunAsync("models", "push", "lying", folder.Path)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_MlmodelThatLiesAboutAnOutput_NamesIt()
    {
        using var folder = await FolderAsync(Inputs, Outputs.Replace("float32", "int64", StringComparison.Ordinal), OnnxModels.AddConstant(34));

        Assert.Contains("output 'y' is int64 [-1, 4] in MLmodel, FP32 [-1, 4] in the ONNX file", (await real.Cli.RunAsync("models", "push", "lying", folder.Path)).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("flavors:\n  sklearn:\n    data: model.pkl\n", "flavors.onnx is missing")]
    [InlineData("flavors:\n  onnx:\n    data: ../model.onnx\n", "lies outside of the folder")]
    [InlineData("flavors:\n  onnx:\n    data: gone.onnx\n", "is not there")]
    [InlineData("flavors:\n  onnx:\n    data: model.onnx\nsignature:\n  inputs: '[{]'\n", "signature.inputs is no JSON")]
    [InlineData("flavors: [", "MLmodel:")]
    public async Task Push_MlmodelThatIsNone_SaysWhatIsWrong(string text, string problem)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Combine("MLmodel"), text);
        await File.WriteAllBytesAsync(folder.Combine("model.onnx"), OnnxModels.AddConstant(35));

        var result = await real.Cli.RunAsync("models", "push", "none", folder.Path);

        Assert.Equal(ExitCode.Refused, result.Code);
        Assert.Contains(problem, result.Error.Replace(": ", " ", StringComparison.Ordinal) + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_MlmodelWithoutASignature_IsTakenAsItIs()
    {
        using var folder = await FolderAsync(null, null, OnnxModels.AddConstant(36));

        (await real.Cli.RunAsync("models", "push", "unsigned", folder.Path)).Done();
    }

    [Fact]
    public async Task Folder_WhoseDataIsALink_IsRefused()
    {
        using var folder = await FolderAsync(Inputs, Outputs, OnnxModels.AddConstant(37));
        File.Move(folder.Combine("model.onnx"), folder.Combine("real.onnx"));
        File.CreateSymbolicLink(folder.Combine("model.onnx"), folder.Combine("real.onnx"));

        Assert.Equal(MlflowRefusals.Invalid, (await MlflowFolder.ReadAsync(folder.Path, CancellationToken.None)).Refusal?.Code);
    }

    [Fact]
    public async Task Start_ByRegistryNames_IsTheVersionOfTheAlias()
    {
        (await real.Cli.RunAsync("endpoints", "put", "by-name", "--model", "adder", "--stable", "models:/adder/1")).Done();
        (await real.Cli.RunAsync("models", "alias", "adder", "named", "models:/adder/2")).Done();

        var rollout = (await real.Cli.RunAsync("start", "by-name", "--strategy", "canary", "--version", "models:/adder@named", "-o", "json")).Done().Json;
        var unknown = await real.Cli.RunAsync("start", "by-name", "--strategy", "canary", "--version", "models:/adder@nobody", "--on-busy", "supersede");
        var compared = (await real.Cli.RunAsync("models", "compare", "adder", "--left", "1", "--right", "models:/adder@named", "-o", "json")).Done().Json;

        Assert.Equal([2], rollout.GetProperty("versions").EnumerateArray().Select(v => v.GetInt32()));
        Assert.Contains("names the alias 'nobody'", unknown.Error, StringComparison.Ordinal);
        Assert.Equal(2, compared.GetProperty("right").GetProperty("number").GetInt32());
    }

    [Fact]
    public async Task Pull_Version_IsTheBytesThatWerePushed()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.Combine("m.onnx"), OnnxModels.AddConstant(38));
        (await real.Cli.RunAsync("models", "push", "pulled", folder.Combine("m.onnx"))).Done();
        (await real.Cli.RunAsync("models", "describe", "pulled", "what it is for")).Done();

        (await real.Cli.RunAsync("models", "pull", "pulled", "1", "--output", folder.Combine("again.onnx"))).Done();

        Assert.Equal(await File.ReadAllBytesAsync(folder.Combine("m.onnx")), await File.ReadAllBytesAsync(folder.Combine("again.onnx")));
        Assert.Contains("what it is for", (await real.Cli.RunAsync("get", "model", "pulled")).Done().Output, StringComparison.Ordinal);
    }

    private static async Task<TemporaryFolder> FolderAsync(string? inputs, string? outputs, byte[] model)
    {
        var folder = new TemporaryFolder();
        var signature = inputs is null ? "" : $"signature:\n  inputs: '{inputs}'\n  outputs: '{outputs}'\n  params: null\n";
        await File.WriteAllTextAsync(
            folder.Combine("MLmodel"),
            $"artifact_path: model\nflavors:\n  onnx:\n    code: null\n    data: model.onnx\n    onnx_version: 1.16.0\n  python_function:\n    data: model.onnx\n    loader_module: mlflow.onnx\nmlflow_version: 2.14.1\nmodel_uuid: uuid-8\nrun_id: run-7\n{signature}utc_time_created: '2026-11-26 10:00:00.000000'\n");
        await File.WriteAllBytesAsync(folder.Combine("model.onnx"), model);
        return folder;
    }
}
