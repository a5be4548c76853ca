using System.Text;

namespace ControlPlane.Contracts.Routing;

/// <summary>
/// The unit of analysis: one of 100 groups of callers. Sums per cell let variance be taken between callers, not between requests of one caller, without raw data.
/// Neighbouring buckets fall into different cells, so every variant with at least 100 buckets (1 % of callers) has callers in every cell. Stateless.
/// </summary>
public static class AssignmentCell
{
    /// <summary>How many cells there are.</summary>
    public const int Count = 100;

    /// <summary>Cell of a bucket, 0 to 99.</summary>
    /// <param name="bucket">0 to 9,999.</param>
    public static int OfBucket(int bucket) => bucket % Count;

    /// <summary>Cell of a request that belongs to no caller, by its id: each request is a unit of its own.</summary>
    public static int OfRequest(string requestId) => (int)(XxHash3.Hash64(Encoding.UTF8.GetBytes(requestId)) % Count);
}
