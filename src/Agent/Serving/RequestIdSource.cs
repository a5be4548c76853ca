using System.Buffers.Text;
using System.Text;

namespace ControlPlane.AgentHost.Serving;

/// <summary>
/// Ids for requests that come without one: a number drawn once per start of the process, and a running number.
/// Singleton, thread-safe, no allocation.
/// </summary>
public sealed class RequestIdSource
{
    /// <summary>Longest id in bytes.</summary>
    public const int MaximumLength = 16 + 1 + 16;

    private readonly byte[] _boot;
    private long _last;

    /// <summary>A source whose ids begin with a number that no other start of any agent has.</summary>
    public RequestIdSource(long bootNumber) => _boot = Encoding.ASCII.GetBytes($"{bootNumber:x16}-");

    /// <summary>Writes the next id and returns its length.</summary>
    public int Next(Span<byte> destination)
    {
        _boot.CopyTo(destination);
        Utf8Formatter.TryFormat(Interlocked.Increment(ref _last), destination[_boot.Length..], out var written, 'x');
        return _boot.Length + written;
    }
}
