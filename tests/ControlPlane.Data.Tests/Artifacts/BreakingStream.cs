namespace ControlPlane.Data.Tests.Artifacts;

/// <summary>Yields zeros, then something happens, then more zeros.</summary>
internal sealed class BreakingStream(int length, Action atEnd) : MemoryStream
{
    private int _left = length;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_left == 0)
            atEnd();
        var count = Math.Min(buffer.Length, _left == 0 ? buffer.Length : _left);
        buffer.Span[..count].Clear();
        _left = Math.Max(0, _left - count);
        await Task.Yield();
        return count;
    }
}
