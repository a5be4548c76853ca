using System.Security.Cryptography;
using Amazon.Runtime;

namespace ControlPlane.Data.Artifacts;

/// <summary>
/// A stored object as a stream that can be sought, so that a broken download goes on where it broke: the object is asked for from the present position.
/// Read from its beginning it is hashed on the way, and its last bytes are withheld when the digest is another. Not thread-safe.
/// </summary>
internal sealed class S3ReadStream(Func<long, CancellationToken, Task<Stream>> open, string digest, long length, TimeSpan patience, TimeProvider clock, Action wrong) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private Stream? _source;
    private long _position;
    private long _hashed;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= length || buffer.IsEmpty)
            return 0;
        using var limit = new Patience(patience, clock, cancellationToken);
        try
        {
            _source ??= await open(_position, limit.Token);
            var count = await _source.ReadAsync(buffer, limit.Token);
            return count == 0 ? throw new IOException($"The object ends at {_position} of {length} bytes.") : Take(buffer.Span[..count]);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"The store did not move a byte for {patience.TotalSeconds:0.###} s.");
        }
        catch (Exception exception) when (exception is not (IOException or OperationCanceledException))
        {
            throw new IOException($"The store failed at {_position} of {length} bytes.", exception);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            SeekOrigin.End => length + offset,
            _ => throw new ArgumentOutOfRangeException(nameof(origin)),
        };
        if (target < 0)
            throw new IOException("Nothing lies before the beginning.");
        if (target != _position)
        {
            CloseSource();
            _position = target;
        }

        return target;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            CloseSource();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private void CloseSource()
    {
        try
        {
            _source?.Dispose();
        }
        catch (AmazonClientException)
        {
            // The library compares a sum of its own when it closes; ours has spoken by then, or the reader did not want the rest.
        }

        _source = null;
    }

    private int Take(ReadOnlySpan<byte> bytes)
    {
        if (_hashed == _position)
        {
            _hash.AppendData(bytes);
            _hashed += bytes.Length;
        }

        _position += bytes.Length;
        if (_hashed < length || Convert.ToHexStringLower(_hash.GetCurrentHash()) == digest)
            return bytes.Length;
        wrong();
        throw new IOException("The store has other bytes under this digest.");
    }
}
