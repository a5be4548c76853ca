namespace ControlPlane.Domain.Endpoints;

/// <summary>Words for weights, which are whole numbers of basis points. Stateless.</summary>
public static class TrafficWeight
{
    /// <summary>All traffic.</summary>
    public const int Whole = 10_000;

    /// <summary>A weight in percent as people write it, such as <c>12.5 %</c>.</summary>
    public static string ToPercent(int basisPoints) => $"{basisPoints / 100m:0.##} %";
}
