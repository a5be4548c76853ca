namespace ControlPlane.Domain.Models.Onnx;

/// <summary>Buffered bytes of a seekable stream from its present position, with cheap skipping. Mutable, not thread-safe.</summary>
internal sealed class ByteSource
{
    private const int BufferLength = 64 * 1024;

    private readonly Stream _stream;
    private readonly byte[] _buffer = new byte[BufferLength];
    private int _next;
    private int _filled;

    public ByteSource(Stream stream)
    {
        if (!stream.CanSeek)
            throw new ArgumentException("The stream cannot seek; store the upload first.", nameof(stream));
        _stream = stream;
        Length = stream.Length - stream.Position;
    }

    /// <summary>Bytes there are in all.</summary>
    public long Length { get; }

    /// <summary>Bytes read or skipped so far.</summary>
    public long Offset { get; private set; }

    /// <summary>The next byte; false when the stream is shorter than it said.</summary>
    public bool TryReadByte(out byte value)
    {
        value = 0;
        if (_next == _filled && !Fill())
            return false;
        value = _buffer[_next++];
        Offset++;
        return true;
    }

    /// <summary>Fills a span; false when the stream is shorter than it said.</summary>
    public bool TryRead(Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_next == _filled && !Fill())
                return false;
            var count = Math.Min(bytes.Length, _filled - _next);
            _buffer.AsSpan(_next, count).CopyTo(bytes);
            bytes = bytes[count..];
            _next += count;
            Offset += count;
        }

        return true;
    }

    /// <summary>Leaves bytes out; false when there are not as many.</summary>
    public bool TrySkip(long count)
    {
        if (count > Length - Offset)
            return false;

        var buffered = (int)Math.Min(count, _filled - _next);
        _next += buffered;
        if (count > buffered)
            _stream.Seek(count - buffered, SeekOrigin.Current);
        Offset += count;
        return true;
    }

    private bool Fill()
    {
        _next = 0;
        _filled = _stream.Read(_buffer);
        return _filled > 0;
    }
}
