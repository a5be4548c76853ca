using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Models;
using ControlPlane.Mlflow;
using ControlPlane.Web.Features.Access;

namespace ControlPlane.Web.Features.Models;

/// <summary>Registers an ONNX file or an MLflow folder that lies on this machine; the audit notes it as every registration.</summary>
public sealed class ImportVersionCommand(CommandAccess access, RegisterVersionCommand register)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusals: <see cref="ImportRefusals.Unreadable"/>, <see cref="MlflowRefusals"/>, and those of <see cref="RegisterVersionCommand"/>.</returns>
    public async Task<Outcome<VersionRegistration>> RunAsync(ImportVersionRequest request, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckAsync<ImportVersionCommand>(actor, AccessScope.Anywhere, cancellation) is { } forbidden)
            return forbidden;
        try
        {
            if (!Directory.Exists(request.Path))
                return await RegisterAsync(request, request.Path, null, actor, cancellation);
            var folder = await MlflowFolder.ReadAsync(request.Path, cancellation);
            return folder.Refusal is { } refusal ? refusal : await RegisterAsync(request, folder.Value.OnnxFile, folder.Value.Model, actor, cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refusal.OfField(ImportRefusals.Unreadable, "path", $"cannot be read: {exception.Message.TrimEnd('.')}", "name an ONNX file or a folder that MLflow wrote");
        }
    }

    private async Task<Outcome<VersionRegistration>> RegisterAsync(ImportVersionRequest request, string file, MlflowModel? mlflow, Actor actor, CancellationToken cancellation)
    {
        await using var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        return await register.RunAsync(
            new RegisterVersionRequest
            {
                Model = request.Model,
                Content = content,
                Description = request.Description,
                Tags = request.Tags,
                Origin = new VersionOrigin { RunId = mlflow?.RunId, ModelUuid = mlflow?.ModelUuid },
                Mlflow = mlflow,
            },
            actor,
            cancellation);
    }
}
