using System.Text.Json.Nodes;
using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Models;
using ControlPlane.Mlflow;

namespace ControlPlane.Cli.Models;

/// <summary>A folder as MLflow writes it: its ONNX file is pushed, if <c>MLmodel</c> tells the truth about it.</summary>
internal static class PushedFolder
{
    /// <summary>The upload of a path: the file itself, or the file that an MLflow folder names.</summary>
    /// <returns>Refusals: <see cref="MlflowRefusals"/>, <see cref="CliRefusals.FileInvalid"/>, and those of reading ONNX.</returns>
    public static async Task<Outcome<VersionUpload>> ReadAsync(string model, string path, CancellationToken cancellation)
    {
        if (!Directory.Exists(path))
            return new VersionUpload(model, path);
        try
        {
            var folder = await MlflowFolder.ReadAsync(path, cancellation);
            return folder.Then(f => Check(model, f));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refusal.OfField(CliRefusals.FileInvalid, path, exception.Message.TrimEnd('.'), "name a folder that can be read");
        }
    }

    private static Outcome<VersionUpload> Check(string model, MlflowFolder folder)
    {
        using var file = File.OpenRead(folder.OnnxFile);
        return OnnxModelReader.Read(file).Then<VersionUpload>(description => MlflowSignatureCheck.Check(folder.Model, description.Signature) is { } lie
            ? lie
            : new VersionUpload(model, folder.OnnxFile) { Origin = OriginOf(folder.Model) });
    }

    private static JsonObject OriginOf(MlflowModel model)
    {
        var origin = new JsonObject();
        if (model.RunId is { } run)
            origin["runId"] = run;
        if (model.ModelUuid is { } uuid)
            origin["modelUuid"] = uuid;
        return origin;
    }
}
