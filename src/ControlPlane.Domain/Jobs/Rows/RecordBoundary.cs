namespace ControlPlane.Domain.Jobs.Rows;

/// <summary>
/// Finds where rows end, byte by byte: at the end of a line, which inside the double quotes of a comma-separated value is none.
/// Bytes suffice, because no part of a longer UTF-8 character looks like a quote or a line's end. Mutable, not thread-safe.
/// </summary>
/// <param name="format">How rows are written.</param>
internal struct RecordBoundary(JobFormat format)
{
    private bool _isQuoted;

    /// <summary>Lines that have ended.</summary>
    public long LinesEnded { get; private set; }

    /// <summary>Takes the next byte; true when it ends a row.</summary>
    public bool IsEnd(byte next)
    {
        if (next == '\n')
        {
            LinesEnded++;
            return !_isQuoted;
        }

        if (next == '"' && format == JobFormat.Csv)
            _isQuoted = !_isQuoted;
        return false;
    }
}
