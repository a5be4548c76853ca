using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Domain.Jobs.Rows;

/// <summary>Cuts an input into chunks while it goes by, without keeping it. Mutable, not thread-safe.</summary>
/// <param name="format">How it is written.</param>
/// <param name="chunkRows">Most rows of a chunk.</param>
public sealed class InputScanner(JobFormat format, int chunkRows)
{
    /// <summary>Longest row, bytes.</summary>
    public const int LongestRow = 1 << 20;

    /// <summary>A chunk that has this many bytes takes no further row.</summary>
    public const int FullChunk = 1 << 20;

    /// <summary>Most chunks of an input.</summary>
    public const int MostChunks = 200_000;

    private readonly List<ChunkRange> _chunks = [];
    private readonly List<byte> _header = [];
    private RecordBoundary _boundary = new(format);
    private bool _hasHeader = format == JobFormat.Jsonl;
    private long _position;
    private long _rowStart;
    private long _rowLine = 1;
    private long _chunkStart;
    private long _chunkLine = 1;
    private int _rows;
    private bool _isBlank = true;

    /// <summary>Takes the next bytes.</summary>
    /// <returns>Null, or the refusal <see cref="JobRefusals.InputInvalid"/>.</returns>
    public Refusal? Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var next in bytes)
        {
            _position++;
            _isBlank &= next is (byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t';
            if (!_hasHeader)
                _header.Add(next);
            if (_boundary.IsEnd(next))
                EndRow();
            else if (_position - _rowStart > LongestRow)
                return Invalid($"line {_rowLine}", $"begins a row of more than {LongestRow} bytes", "close its quotation mark, or give each row a line");
        }

        return _chunks.Count > MostChunks ? Invalid("chunkRows", $"makes more than {MostChunks} chunks of the input", "use more rows for a chunk") : null;
    }

    /// <summary>The input has ended.</summary>
    /// <returns>What was found. Refusal: <see cref="JobRefusals.InputInvalid"/>.</returns>
    public Outcome<ScannedInput> End()
    {
        if (_position > _rowStart)
            EndRow();
        EndChunk();
        if (_chunks.Count == 0)
            return Invalid("input", "holds no row", format == JobFormat.Csv ? "give a header and at least one row" : "give at least one line");
        if (format == JobFormat.Jsonl)
            return new ScannedInput([], _chunks);
        return CsvRecord.Split(RowText.Of(_header.ToArray())).Match<Outcome<ScannedInput>>(
            names => new ScannedInput(names, _chunks),
            problem => Invalid("line 1", problem, "write the names of the columns as comma-separated values"));
    }

    private void EndRow()
    {
        if (!_hasHeader && !_isBlank)
            (_hasHeader, _chunkStart, _chunkLine) = (true, _position, _boundary.LinesEnded + 1);
        else if (!_isBlank)
            _rows++;
        (_rowStart, _rowLine, _isBlank) = (_position, _boundary.LinesEnded + 1, true);
        if (!_hasHeader)
            _header.Clear();
        if (_rows == chunkRows || (_rows > 0 && _position - _chunkStart >= FullChunk))
            EndChunk();
    }

    private void EndChunk()
    {
        if (_rows > 0)
            _chunks.Add(new ChunkRange(_chunkStart, _position - _chunkStart, _chunkLine, _rows));
        (_rows, _chunkStart, _chunkLine) = (0, _position, _boundary.LinesEnded + 1);
    }

    private static Refusal Invalid(string field, string problem, string remedy) => Refusal.OfField(JobRefusals.InputInvalid, field, problem, remedy);
}
