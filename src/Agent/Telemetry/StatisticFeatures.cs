using ControlPlane.AgentHost.Inference;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>Mean, deviation, minimum and maximum of a wide row, such as an image.</summary>
internal sealed class StatisticFeatures(IReadOnlyList<string> names) : FeatureSource(names)
{
    // Of a wider row evenly spaced elements are looked at, so that a large image costs no more than a small one.
    private const int MaximumElements = 4_096;

    /// <inheritdoc />
    public override void Read(LaneInput input, int row, int rows, Span<ushort> codes)
    {
        ReadOnlySpan<byte> bytes = input.Bytes;
        var (type, width) = (input.Signature.ElementType, WidthOf(input, rows));
        var step = Math.Max(1, (width + MaximumElements - 1) / MaximumElements);
        var (count, sum, squares) = (0, 0.0, 0.0);
        var (minimum, maximum) = (float.PositiveInfinity, float.NegativeInfinity);
        for (var column = 0; column < width; column += step)
        {
            var value = TensorElements.ReadSingle(bytes, type, (row * width) + column);
            if (!float.IsFinite(value))
                continue;
            count++;
            sum += value;
            squares += (double)value * value;
            minimum = Math.Min(minimum, value);
            maximum = Math.Max(maximum, value);
        }

        if (count == 0)
        {
            codes.Fill(Missing);
            return;
        }

        var mean = sum / count;
        codes[0] = CodeOf((float)mean);
        codes[1] = CodeOf((float)Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean))));
        codes[2] = CodeOf(minimum);
        codes[3] = CodeOf(maximum);
    }
}
