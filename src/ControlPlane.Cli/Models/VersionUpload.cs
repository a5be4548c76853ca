using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Models;

/// <summary>One file on its way to become a version, with what is said about it. Immutable by convention.</summary>
/// <param name="Model">Name of the registered model.</param>
/// <param name="Path">The ONNX file.</param>
internal sealed record VersionUpload(string Model, string Path)
{
    private const string SignatureHeader = "x-model-signature";

    /// <summary>What people should know; null when nothing is said.</summary>
    public string? Description { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Where it comes from, with the members of the API's origin.</summary>
    public JsonObject Origin { get; init; } = [];

    /// <summary>The bundle that signs it; null when there is none.</summary>
    public string? Signature { get; init; }

    /// <summary>Sends it.</summary>
    /// <returns>Refusals: <see cref="CliRefusals.FileInvalid"/>, and those of the API.</returns>
    public async Task<Outcome<ApiAnswer>> SendAsync(CommandRun run, CancellationToken cancellation)
    {
        var file = UploadFile.Open(Path, "application/octet-stream", run.Surroundings);
        if (file.Refusal is { } unreadable)
            return unreadable;
        using var content = file.Value;
        if (Signature is not null)
        {
            if (!File.Exists(Signature))
                return Refusal.OfField(CliRefusals.FileInvalid, Signature, "is no file", "name the bundle that model signing made");
            content.Headers.TryAddWithoutValidation(SignatureHeader, Convert.ToBase64String(await File.ReadAllBytesAsync(Signature, cancellation)));
        }

        return await run.CallAsync(new ApiCall(ApiOperations.RegisterVersion, Model) { Content = content, Limit = null, Query = Query(), Subject = $"{Model}/{System.IO.Path.GetFileName(Path)}" }, cancellation);
    }

    private IReadOnlyList<(string, string?)> Query() =>
    [
        ("description", Description),
        ("tags", Tags.Count > 0 ? string.Join(',', Tags) : null),
        .. Origin.Where(m => m.Key != "metrics").Select(m => (m.Key, (string?)m.Value)),
        .. (Origin["metrics"] as JsonObject ?? []).Select(m => ("metric", (string?)$"{m.Key}={m.Value!.ToJsonString()}")),
    ];
}
