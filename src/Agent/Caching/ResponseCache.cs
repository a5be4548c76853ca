using ControlPlane.AgentHost.Inference;

namespace ControlPlane.AgentHost.Caching;

/// <summary>
/// Answers of one endpoint, kept as long as its routing stays: a table that changes anything at the endpoint begins with an empty one.
/// What was asked for least lately goes first when the bytes are used up. Thread-safe.
/// </summary>
public sealed class ResponseCache(long maximumBytes)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<CacheKey, LinkedListNode<CachedAnswer>> _places = [];
    private readonly LinkedList<CachedAnswer> _lately = [];
    private long _bytes;

    /// <summary>Memory that the kept answers take.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
                return _bytes;
        }
    }

    /// <summary>Whether a model's answers can be kept: it takes and gives numbers only.</summary>
    internal static bool Takes(ModelSignature signature) => signature.IsNumeric;

    /// <summary>Has the lane show the kept answer; false when there is none.</summary>
    internal bool TryShow(in CacheKey key, InferenceLane lane)
    {
        CachedAnswer answer;
        lock (_gate)
        {
            if (!_places.TryGetValue(key, out var place))
                return false;
            _lately.Remove(place);
            _lately.AddFirst(place);
            answer = place.Value;
        }

        answer.ShowIn(lane);
        return true;
    }

    /// <summary>Keeps what the lane shows, unless that alone would take all the room.</summary>
    internal void Keep(in CacheKey key, InferenceLane lane)
    {
        if (CachedAnswer.BytesOf(lane) > maximumBytes)
            return;

        var answer = new CachedAnswer(key, lane);
        lock (_gate)
        {
            if (_places.ContainsKey(key))
                return;
            _places.Add(key, _lately.AddFirst(answer));
            _bytes += answer.Bytes;
            while (_bytes > maximumBytes)
            {
                var last = _lately.Last!.Value;
                _lately.RemoveLast();
                _places.Remove(last.Key);
                _bytes -= last.Bytes;
            }
        }
    }
}
