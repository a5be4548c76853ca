using ControlPlane.AgentHost.Inference;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>Each number of a row is a feature.</summary>
internal sealed class ColumnFeatures(IReadOnlyList<string> names) : FeatureSource(names)
{
    /// <inheritdoc />
    public override void Read(LaneInput input, int row, int rows, Span<ushort> codes)
    {
        if (WidthOf(input, rows) != codes.Length)
        {
            codes.Fill(Missing);
            return;
        }

        ReadOnlySpan<byte> bytes = input.Bytes;
        var type = input.Signature.ElementType;
        for (var column = 0; column < codes.Length; column++)
            codes[column] = CodeOf(TensorElements.ReadSingle(bytes, type, (row * codes.Length) + column));
    }
}
