namespace ControlPlane.Data.Telemetry;

/// <summary>Sums of counts by name and by place. Pure.</summary>
internal static class Counts
{
    public static IReadOnlyDictionary<string, long> None { get; } = new Dictionary<string, long>();

    /// <summary>Left plus <paramref name="sign"/> times right; names whose count is 0 are left out.</summary>
    public static IReadOnlyDictionary<string, long> Sum(IReadOnlyDictionary<string, long> left, IReadOnlyDictionary<string, long> right, int sign)
    {
        if (right.Count == 0)
            return left;

        var sum = new Dictionary<string, long>(left, StringComparer.Ordinal);
        foreach (var (name, count) in right)
        {
            sum[name] = sum.GetValueOrDefault(name) + (sign * count);
            if (sum[name] == 0)
                sum.Remove(name);
        }

        return sum;
    }

    /// <summary>Left plus <paramref name="sign"/> times right; the shorter one counts as filled up with 0.</summary>
    public static IReadOnlyList<long> Sum(IReadOnlyList<long> left, IReadOnlyList<long> right, int sign)
    {
        if (right.Count == 0)
            return left;

        var sum = new long[Math.Max(left.Count, right.Count)];
        for (var index = 0; index < sum.Length; index++)
            sum[index] = (index < left.Count ? left[index] : 0) + (index < right.Count ? sign * right[index] : 0);
        return sum;
    }
}
