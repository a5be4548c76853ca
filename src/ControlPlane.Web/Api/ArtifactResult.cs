using ControlPlane.Data.Artifacts;
using Microsoft.Net.Http.Headers;

namespace ControlPlane.Web.Api;

/// <summary>A stored model file as an answer, streamed from wherever it lies; ranges are understood, so that a broken download goes on.</summary>
internal static class ArtifactResult
{
    /// <summary>The file, or why it cannot be given.</summary>
    public static async Task<IResult> OfAsync(string digest, IArtifactStore artifacts, CancellationToken cancellation) => (await artifacts.OpenAsync(digest, cancellation)).Match(
        file => Results.Stream(file, "application/octet-stream", entityTag: new EntityTagHeaderValue($"\"{digest}\""), enableRangeProcessing: true),
        RefusalResults.Of);
}
