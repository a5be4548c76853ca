using System.Text.Unicode;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Serving;

/// <summary>Writes the segments of a request as its feedback token carries them. Stateless, no allocation.</summary>
internal static class RequestSegments
{
    /// <summary>Each <c>attribute=value</c>, separated by line feeds, as many as fit whole.</summary>
    /// <param name="attributes">The endpoint's segment attributes.</param>
    /// <param name="request">Where values come from.</param>
    /// <param name="recorder">Bounds the values told apart, as in telemetry; null leaves them as they are.</param>
    /// <param name="to">Where they are written.</param>
    public static ReadOnlySpan<byte> Write(IReadOnlyList<string> attributes, IRequestAttributes request, VariantRecorder? recorder, Span<byte> to)
    {
        var length = 0;
        for (var attribute = 0; attribute < attributes.Count; attribute++)
        {
            // A value with a line feed would read as another segment.
            if (request.Find(attributes[attribute]) is not { Length: > 0 } value || value.Contains('\n', StringComparison.Ordinal))
                continue;
            var end = length;
            if ((length == 0 || TryWrite("\n", to, ref end))
                && TryWrite(attributes[attribute], to, ref end)
                && TryWrite("=", to, ref end)
                && TryWrite(recorder?.SegmentNameOf(attribute, value) ?? value, to, ref end))
            {
                length = end;
            }
        }

        return to[..length];
    }

    private static bool TryWrite(string text, Span<byte> to, ref int end)
    {
        if (Utf8.FromUtf16(text, to[end..], out _, out var written) != System.Buffers.OperationStatus.Done)
            return false;
        end += written;
        return true;
    }
}
