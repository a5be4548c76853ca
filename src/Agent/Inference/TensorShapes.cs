namespace ControlPlane.AgentHost.Inference;

/// <summary>Arithmetic on shapes that come from outside. Stateless.</summary>
internal static class TensorShapes
{
    /// <summary>Most dimensions a tensor of a request may have.</summary>
    public const int MaximumRank = 16;

    /// <summary>Number of elements; false when it does not fit a <see cref="long"/> or a dimension is negative.</summary>
    public static bool TryCount(ReadOnlySpan<long> shape, out long count)
    {
        count = 1;
        var isEmpty = false;
        foreach (var dimension in shape)
        {
            if (dimension < 0)
                return false;
            if (dimension == 0)
                isEmpty = true;
            else if (count > long.MaxValue / dimension)
                return false;
            else
                count *= dimension;
        }

        if (isEmpty)
            count = 0;
        return true;
    }

    /// <summary>As people read it: <c>[2,30]</c>.</summary>
    public static string Describe(ReadOnlySpan<long> shape) => $"[{string.Join(',', shape.ToArray())}]";
}
