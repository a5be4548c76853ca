using ControlPlane.Contracts.Routing;

namespace ControlPlane.Domain.Routing;

/// <summary>Owner by bucket while a plan is made, with what each variant still has to give or to get. Mutable, not thread-safe.</summary>
internal sealed class BucketBoard
{
    private const int Free = -1;

    private readonly int[] _owners = new int[StickyHash.BucketCount];
    private readonly int[] _missing;

    public BucketBoard(IReadOnlyList<BucketShare> shares)
    {
        Array.Fill(_owners, Free);
        _missing = [.. shares.Select(s => s.Weight)];
        for (var variant = 0; variant < shares.Count; variant++)
        {
            foreach (var interval in shares[variant].Current)
                Occupy(interval, variant);
        }
    }

    /// <summary>The best next move; null when every variant has what it shall have.</summary>
    public BucketMove? BestMove()
    {
        BucketMove? best = null;
        foreach (var run in Runs().Where(r => Surplus(r.Owner) > 0))
        {
            for (var to = 0; to < _missing.Length; to++)
            {
                if (_missing[to] <= 0)
                    continue;
                var move = MoveFrom(run, to);
                if (best is null || move.IsBetterThan(best.Value))
                    best = move;
            }
        }

        return best;
    }

    public void Make(BucketMove move)
    {
        var from = _owners[move.Start];
        _owners.AsSpan(move.Start, move.Count).Fill(move.To);
        _missing[move.To] -= move.Count;
        if (from != Free)
            _missing[from] += move.Count;
    }

    public IReadOnlyList<BucketInterval> IntervalsOf(int variant) =>
        [.. Runs().Where(r => r.Owner == variant).Select(r => new BucketInterval(r.Start, r.End))];

    private void Occupy(BucketInterval interval, int variant)
    {
        foreach (ref var owner in _owners.AsSpan(interval.Start, interval.Count))
        {
            if (owner != Free)
                throw new ArgumentException($"The buckets {interval.Start} to {interval.End} belong to two variants.", nameof(interval));
            owner = variant;
        }

        _missing[variant] -= interval.Count;
    }

    private int Surplus(int owner) => owner == Free ? StickyHash.BucketCount : -_missing[owner];

    private BucketMove MoveFrom((int Start, int End, int Owner) run, int to)
    {
        var length = run.End - run.Start;
        var count = Math.Min(length, Math.Min(Surplus(run.Owner), _missing[to]));
        var touchesLeft = run.Start > 0 && _owners[run.Start - 1] == to;
        var touchesRight = run.End < StickyHash.BucketCount && _owners[run.End] == to;

        if (count == length)
            return new BucketMove(run.Start, count, to, (touchesLeft ? -1 : 0) + (touchesRight ? -1 : 0));

        // A part is taken at the side where the receiver already is; elsewhere it becomes an interval of its own at the end of the run.
        var start = touchesLeft && !touchesRight ? run.Start : run.End - count;
        return new BucketMove(start, count, to, touchesLeft || touchesRight ? 0 : 1);
    }

    private IEnumerable<(int Start, int End, int Owner)> Runs()
    {
        for (int start = 0, end; start < _owners.Length; start = end)
        {
            var length = _owners.AsSpan(start).IndexOfAnyExcept(_owners[start]);
            end = length < 0 ? _owners.Length : start + length;
            yield return (start, end, _owners[start]);
        }
    }
}
