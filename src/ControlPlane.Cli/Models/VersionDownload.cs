using System.Globalization;
using System.Security.Cryptography;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Models;

/// <summary>Fetches the file of a version: written aside, checked against its digest, then renamed, so that a file is there whole or not at all.</summary>
internal static class VersionDownload
{
    /// <summary>Fetches it, unless it is there already.</summary>
    /// <param name="run">The run.</param>
    /// <param name="model">Name of the registered model.</param>
    /// <param name="version">Its version.</param>
    /// <param name="digest">SHA-256 that the bytes must have.</param>
    /// <param name="path">Where it shall lie.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Refusals: <see cref="CliRefusals.FileInvalid"/>, <see cref="CliRefusals.WrongBytes"/>, and those of the API.</returns>
    public static async Task<Outcome<string>> FetchAsync(CommandRun run, string model, int version, string digest, string path, CancellationToken cancellation)
    {
        var aside = $"{path}.part";
        try
        {
            if (File.Exists(path) && await DigestOfAsync(path, cancellation) == digest)
                return path;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            await using (var file = File.Create(aside))
            {
                var answer = await run.CallAsync(new ApiCall(ApiOperations.GetVersionFile, model, version.ToString(CultureInfo.InvariantCulture)) { Sink = file, Limit = null }, cancellation);
                if (answer.Refusal is { } refusal)
                    return refusal;
            }

            if (await DigestOfAsync(aside, cancellation) is var came && came != digest)
                return new Refusal(CliRefusals.WrongBytes, $"Version {version} of {model} came with digest {came}, not {digest}; nothing was kept.");
            File.Move(aside, path, overwrite: true);
            return path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refusal.OfField(CliRefusals.FileInvalid, path, exception.Message.TrimEnd('.'), "name a place that can be written");
        }
        finally
        {
            File.Delete(aside);
        }
    }

    /// <summary>SHA-256 of a file, 64 lower-case hexadecimal digits.</summary>
    public static async Task<string> DigestOfAsync(string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
    }
}
