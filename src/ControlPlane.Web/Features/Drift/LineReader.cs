using System.Text;

namespace ControlPlane.Web.Features.Drift;

/// <summary>Reads lines of a text that nobody vouches for: none longer than a limit is ever held. Belongs to one caller.</summary>
/// <param name="reader">The text; not owned.</param>
/// <param name="longest">Longest line, characters.</param>
internal sealed class LineReader(TextReader reader, int longest)
{
    private readonly char[] _buffer = new char[8_192];
    private readonly StringBuilder _line = new();
    private int _at;
    private int _count;

    /// <summary>Whether reading ended because a line is too long.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>The next line without its end; null at the end of the text, and at a line that is too long.</summary>
    public async ValueTask<string?> ReadAsync(CancellationToken cancellation)
    {
        var hasAny = false;
        while (true)
        {
            if (_at == _count)
            {
                (_at, _count) = (0, await reader.ReadAsync(_buffer.AsMemory(), cancellation));
                if (_count == 0)
                    return hasAny ? Take() : null;
            }

            hasAny = true;
            var end = Array.IndexOf(_buffer, '\n', _at, _count - _at);
            var stop = end < 0 ? _count : end;
            _line.Append(_buffer, _at, stop - _at);
            _at = end < 0 ? _count : end + 1;
            if (_line.Length > longest)
            {
                IsTooLong = true;
                return null;
            }

            if (end >= 0)
                return Take();
        }
    }

    private string Take()
    {
        var line = _line.ToString().TrimEnd('\r');
        _line.Clear();
        return line;
    }
}
