using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Models;

/// <summary>Opens a file that shall be sent.</summary>
internal static class UploadFile
{
    /// <summary>The content of a call.</summary>
    /// <returns>Refusal: <see cref="CliRefusals.FileInvalid"/>.</returns>
    public static Outcome<UploadContent> Open(string path, string mediaType, CliSurroundings surroundings)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
            return new UploadContent(file, mediaType, new UploadProgress(file.Length, surroundings).Show);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refusal.OfField(CliRefusals.FileInvalid, path, exception.Message.TrimEnd('.'), "name a file that can be read");
        }
    }
}
