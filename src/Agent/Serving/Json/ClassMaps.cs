using System.Runtime.InteropServices;
using System.Text;
using ControlPlane.AgentHost.Inference;

namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>
/// A sequence of maps as texts: one BYTES element per row, each a JSON object from class to number, so that every form of the protocol can carry it.
/// Stateless.
/// </summary>
internal static class ClassMaps
{
    /// <summary>Writes the object of one row; true when a number of it is a NaN or an infinity, which is written as <c>null</c>.</summary>
    public static bool WriteRow(JsonBuffer to, LaneOutput output, int row)
    {
        var names = output.ClassNames!;
        var values = MemoryMarshal.Cast<byte, float>(output.Bytes).Slice(row * names.Count, names.Count);
        var isInvalid = false;
        to.Mark('{');
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0)
                to.Mark(',');
            to.Text(Encoding.UTF8.GetBytes(names[i]));
            to.Mark(':');
            isInvalid |= ElementWriter.WriteFraction(to, values[i]);
        }

        to.Mark('}');
        return isInvalid;
    }
}
