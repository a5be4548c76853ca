using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ControlPlane.Web.Api;

/// <summary>The one file of a request, streamed: the body itself, or the first file of a form.</summary>
internal static class UploadedFile
{
    /// <summary>The file's bytes; null when a form holds none.</summary>
    public static async Task<Stream?> OpenAsync(HttpRequest request, Stream body, CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return body;
        if (HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary)
            return null;

        var parts = new MultipartReader(boundary, body);
        while (await parts.ReadNextSectionAsync(cancellation) is { } part)
        {
            if (part.GetContentDispositionHeader()?.IsFileDisposition() == true)
                return part.Body;
        }

        return null;
    }
}
