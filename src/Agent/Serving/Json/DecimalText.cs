namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>A JSON number as its digits say: ±<see cref="Mantissa"/> · 10^<see cref="Exponent"/>.</summary>
internal readonly struct DecimalText
{
    /// <summary>Most significant digits that <see cref="Mantissa"/> holds.</summary>
    public const int MaximumDigits = 19;

    /// <summary>The leading <see cref="MaximumDigits"/> significant digits.</summary>
    public required ulong Mantissa { get; init; }

    /// <summary>Power of ten; far outside any type's range where the text says so.</summary>
    public required int Exponent { get; init; }

    /// <summary>The text begins with a minus, also for zero.</summary>
    public required bool IsNegative { get; init; }

    /// <summary>The text has neither a point nor an exponent.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>The text has more significant digits than <see cref="Mantissa"/> holds.</summary>
    public required bool IsCut { get; init; }
}
