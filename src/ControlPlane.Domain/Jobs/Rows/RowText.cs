using System.Text;

namespace ControlPlane.Domain.Jobs.Rows;

/// <summary>The text of rows. Stateless.</summary>
internal static class RowText
{
    /// <summary>A row's text without its line's end, and without the mark that some programs begin a file with.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').TrimEnd('\r', '\n');

    /// <summary>The rows of a chunk with their lines, blank ones left out.</summary>
    public static IEnumerable<(long Line, string Text)> Rows(ReadOnlyMemory<byte> chunk, JobFormat format, long firstLine)
    {
        var boundary = new RecordBoundary(format);
        var (start, line) = (0, firstLine);
        for (var at = 0; at < chunk.Length; at++)
        {
            if (!boundary.IsEnd(chunk.Span[at]) && at < chunk.Length - 1)
                continue;
            var text = Of(chunk.Span[start..(at + 1)]);
            if (!string.IsNullOrWhiteSpace(text))
                yield return (line, text);
            (start, line) = (at + 1, firstLine + boundary.LinesEnded);
        }
    }
}
