using System.Net;
using System.Net.Http.Headers;

namespace ControlPlane.Cli.Models;

/// <summary>A file on its way: read piece by piece, so that its size does not matter to memory.</summary>
internal sealed class UploadContent : HttpContent
{
    private const int PieceBytes = 128 * 1024;

    private readonly FileStream _file;
    private readonly Action<long> _moved;

    /// <param name="file">Read from its present position; owned by this content.</param>
    /// <param name="mediaType">What it is.</param>
    /// <param name="moved">Told after each piece how many bytes are sent.</param>
    public UploadContent(FileStream file, string mediaType, Action<long> moved)
    {
        _file = file;
        _moved = moved;
        Headers.ContentType = new MediaTypeHeaderValue(mediaType);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var piece = new byte[PieceBytes];
        var sent = 0L;
        while (await _file.ReadAsync(piece, cancellationToken) is var count and > 0)
        {
            await stream.WriteAsync(piece.AsMemory(0, count), cancellationToken);
            sent += count;
            _moved(sent);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _file.Length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file.Dispose();
        base.Dispose(disposing);
    }
}
