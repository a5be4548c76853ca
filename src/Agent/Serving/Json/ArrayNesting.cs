using ControlPlane.AgentHost.Inference;

namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>
/// Walks the brackets and commas of a <c>data</c> array and holds them against the shape:
/// elements stand in one flat array, or all in arrays nested as deep as the shape has dimensions and as long as it says.
/// </summary>
internal ref struct ArrayNesting
{
    /// <summary>Deepest nesting of arrays.</summary>
    public const int MaximumDepth = TensorShapes.MaximumRank + 1;

    private readonly ReadOnlySpan<long> _shape;
    private readonly Span<long> _counts;
    private int _depth;
    private int _elementDepth;
    private bool _isAfterValue;
    private bool _isJustOpened;

    /// <summary>A walk that has not begun.</summary>
    /// <param name="shape">The declared shape.</param>
    /// <param name="counts">Room for <see cref="MaximumDepth"/>.</param>
    public ArrayNesting(ReadOnlySpan<long> shape, Span<long> counts)
    {
        _shape = shape;
        _counts = counts;
    }

    /// <summary>Why the walk is broken where the brackets do not fit the shape; null where the text is at fault.</summary>
    public string? Problem { get; private set; }

    /// <summary>Goes on to the next element or to the end; returns the position there, behind blanks.</summary>
    public unsafe byte* Move(byte* at, out NestingStep step)
    {
        while (true)
        {
            at = TensorScanner.SkipBlanks(at);
            var isPunctuation = _isAfterValue ? TryLeaveValue(*at) : TryOpenOrClose(*at);
            if (!isPunctuation)
            {
                step = !_isAfterValue && Problem is null && IsElement(*at) ? NestingStep.Element : NestingStep.Broken;
                _isAfterValue = true;
                return at;
            }

            at++;
            if (_depth == 0)
            {
                step = NestingStep.End;
                return at;
            }
        }
    }

    /// <summary>Elements were read in the innermost array.</summary>
    public readonly void Add(long elements) => _counts[_depth - 1] += elements;

    /// <summary>At the end: null, or how the number of elements is wrong.</summary>
    public readonly string? Check(long found, long expected) => found == expected
        ? null
        : $"data has {found} elements, but shape {TensorShapes.Describe(_shape)} takes {expected}";

    private bool TryLeaveValue(byte next)
    {
        if (next == ',')
        {
            _isAfterValue = false;
            _isJustOpened = false;
            return true;
        }

        return next == ']' && TryClose();
    }

    private bool TryOpenOrClose(byte next)
    {
        if (next == ']')
            return _isJustOpened && TryClose();
        if (next != '[')
            return false;
        if (_depth == MaximumDepth || (_elementDepth > 0 && _depth >= _elementDepth))
        {
            Problem = "data has numbers and arrays beside each other, or too many arrays in each other";
            return false;
        }

        if (_depth > 0)
            _counts[_depth - 1]++;
        _counts[_depth++] = 0;
        _isJustOpened = true;
        return true;
    }

    private bool TryClose()
    {
        var isNested = _depth > 1 || _elementDepth > 1;
        if (isNested && (_depth > _shape.Length || _counts[_depth - 1] != _shape[_depth - 1]))
        {
            Problem = _depth > _shape.Length
                ? $"data is nested deeper than shape {TensorShapes.Describe(_shape)}"
                : $"data has an array of {_counts[_depth - 1]} in dimension {_depth - 1}, but shape is {TensorShapes.Describe(_shape)}";
            return false;
        }

        _depth--;
        _isAfterValue = true;
        _isJustOpened = false;
        return true;
    }

    private bool IsElement(byte next)
    {
        if (_depth == 0 || next is (byte)']' or (byte)',')
            return false;
        if (_elementDepth == 0)
            _elementDepth = _depth;
        if (_elementDepth == _depth && (_depth == 1 || _depth == _shape.Length))
            return true;

        Problem ??= $"data is not nested as shape {TensorShapes.Describe(_shape)} says";
        return false;
    }
}
