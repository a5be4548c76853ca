using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>
/// Name of a spool file: boot, first and last run it covers, span its buckets were folded to, and whether any of them was sent.
/// A folded file covers the runs of those it replaces, so a start after a crash in between knows which ones to remove.
/// </summary>
/// <param name="BootId">The boot its buckets belong to.</param>
/// <param name="First">First run covered.</param>
/// <param name="Last">Last run covered, inclusive.</param>
/// <param name="Seconds">Longest span of its buckets.</param>
/// <param name="IsSent">True once a bucket of it may have been committed under its identity, so that it must not be folded any more.</param>
internal sealed record SegmentName(string BootId, int First, int Last, int Seconds, bool IsSent)
{
    private const string Unsent = ".spool";
    private const string Sent = ".sent";

    /// <summary>The file's name.</summary>
    public string FileName =>
        string.Create(CultureInfo.InvariantCulture, $"{BootId}_{First:D8}_{Last:D8}_{Seconds}{(IsSent ? Sent : Unsent)}");

    /// <summary>Reads a name; false for a file that is none of ours.</summary>
    public static bool TryParse(string path, [NotNullWhen(true)] out SegmentName? name)
    {
        name = null;
        var extension = Path.GetExtension(path);
        var parts = Path.GetFileNameWithoutExtension(path).Split('_');
        if (extension is not (Unsent or Sent) || parts.Length != 4
            || !TryRead(parts[1], out var first) || !TryRead(parts[2], out var last) || !TryRead(parts[3], out var seconds))
        {
            return false;
        }

        name = new SegmentName(parts[0], first, last, seconds, extension == Sent);
        return true;
    }

    /// <summary>Whether this file holds everything that the other one held.</summary>
    public bool Replaces(SegmentName other) =>
        other.BootId == BootId && First <= other.First && Last >= other.Last && Seconds > other.Seconds;

    private static bool TryRead(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
