namespace ControlPlane.Domain.Routing;

/// <summary>A run of buckets that changes its owner. Immutable.</summary>
/// <param name="Start">First bucket.</param>
/// <param name="Count">How many.</param>
/// <param name="To">Index of the variant that gets them.</param>
/// <param name="AddedIntervals">By how many intervals the plan grows; negative when intervals merge.</param>
internal readonly record struct BucketMove(int Start, int Count, int To, int AddedIntervals)
{
    /// <summary>Fewer intervals first, then the larger move, then the lower bucket and variant, so that the choice is the same everywhere.</summary>
    public bool IsBetterThan(BucketMove other) =>
        (AddedIntervals, -Count, Start, To).CompareTo((other.AddedIntervals, -other.Count, other.Start, other.To)) < 0;
}
