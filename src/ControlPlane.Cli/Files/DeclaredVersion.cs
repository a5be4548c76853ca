using System.Text.Json.Nodes;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Models;
using ControlPlane.Cli.Output;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Models;

namespace ControlPlane.Cli.Files;

/// <summary>A version as a file declares it: by digest, or by the path of its bytes. Immutable.</summary>
/// <param name="Place">Path of the member, for people.</param>
/// <param name="Number">Number it must have.</param>
/// <param name="Digest">SHA-256 of its bytes.</param>
/// <param name="Path">Where the bytes lie; null where only the digest is known.</param>
/// <param name="Body">The member itself.</param>
internal sealed record DeclaredVersion(string Place, int Number, string Digest, string? Path, JsonObject Body)
{
    /// <summary>The versions of a declaration, by number; what has no number follows the one before it.</summary>
    /// <returns>Refusal: <see cref="CliRefusals.FileInvalid"/>.</returns>
    public static async Task<Outcome<IReadOnlyList<DeclaredVersion>>> ReadAsync(Declaration declaration, CancellationToken cancellation)
    {
        var versions = new List<DeclaredVersion>();
        foreach (var (node, index) in (declaration.Spec["versions"] as JsonArray ?? []).Select((n, index) => (n!.AsObject(), index)))
        {
            var place = $"versions[{index}]";
            var path = (string?)node["file"] is { } file ? System.IO.Path.GetFullPath(System.IO.Path.Combine(declaration.Folder, file)) : null;
            var digest = (string?)node["digest"] ?? (path is null ? null : await TryDigestAsync(path, cancellation));
            if (digest is null)
                return Wrong(declaration, place, path is null ? "has neither digest nor file" : $"names {path}, which cannot be read", "give the SHA-256 of its bytes, or a file that can be read");
            versions.Add(new DeclaredVersion(place, node["number"] is { } number ? (int)JsonNumber.Of(number) : versions.Count == 0 ? 1 : versions[^1].Number + 1, digest, path, node));
        }

        return versions.OrderBy(v => v.Number).ToList();
    }

    /// <summary>Registers it.</summary>
    /// <returns>Refusals: <see cref="CliRefusals.FileInvalid"/>, <see cref="CliRefusals.WrongBytes"/>, and those of the API.</returns>
    public async Task<Refusal?> RegisterAsync(CommandRun run, Declaration declaration, string? folder, CancellationToken cancellation)
    {
        string?[] places = [Path, folder is null ? null : ModelFolder.PathOf(folder, Digest)];
        if (places.FirstOrDefault(p => p is not null && File.Exists(p)) is not { } path)
            return Wrong(declaration, Place, $"is not registered, and its bytes ({Digest}) are not at hand", "name its file, or the folder that export --models wrote with --models");
        if (await VersionDownload.DigestOfAsync(path, cancellation) is var has && has != Digest)
            return new Refusal(CliRefusals.WrongBytes, $"{path} has digest {has}, the file says {Digest}; nothing was sent.");
        var upload = new VersionUpload(declaration.Name, path)
        {
            Description = (string?)Body["description"],
            Tags = [.. (Body["tags"] as JsonArray ?? []).Select(t => (string)t!)],
            Origin = Body["origin"]?.DeepClone().AsObject() ?? [],
        };
        var answer = await upload.SendAsync(run, cancellation);
        if (answer.Refusal is { } refusal)
            return refusal;
        return (int)answer.Value.Body["number"]! == Number
            ? null
            : new Refusal(ModelRefusals.VersionNotFound, $"{path} became version {answer.Value.Body["number"]} of {declaration.Name}, the file says {Number}.");
    }

    private static async Task<string?> TryDigestAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return await VersionDownload.DigestOfAsync(path, cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static Refusal Wrong(Declaration declaration, string place, string problem, string remedy) =>
        Refusal.OfField(CliRefusals.FileInvalid, $"{declaration.File}:{declaration.Find(place)}", $"spec.{place} {problem}", remedy);
}
