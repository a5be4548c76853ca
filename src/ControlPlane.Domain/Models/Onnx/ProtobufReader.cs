using System.Text;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Domain.Models.Onnx;

/// <summary>
/// Walks through a protobuf document field by field without keeping it: what is not asked for is skipped.
/// Nothing is believed: lengths are checked against what encloses them before anything is read, depth and fields are limited.
/// The first problem is kept in <see cref="Refusal"/> and ends every loop; nothing throws on bad bytes. Mutable, not thread-safe.
/// </summary>
internal sealed class ProtobufReader
{
    /// <summary>Messages inside messages; protobuf's own default.</summary>
    public const int MaximumDepth = 100;

    /// <summary>Fields of a whole document.</summary>
    public const long MaximumFields = 100_000_000;

    private const int Varint = 0, Fixed64 = 1, LengthDelimited = 2, Fixed32 = 5;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ByteSource _source;
    private readonly Stack<(long End, string Label)> _messages = new();
    private long _end;
    private long _valueEnd;
    private long _fields;
    private int _wireType;

    public ProtobufReader(ByteSource source)
    {
        _source = source;
        _end = source.Length;
    }

    /// <summary>Why reading ended; null while all is well.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>Number of the present field.</summary>
    public int Field { get; private set; }

    /// <summary>Value of the present field when it is a varint; else 0.</summary>
    public ulong Number { get; private set; }

    /// <summary>Where in the document the reader is, such as <c>graph.node[3]</c>.</summary>
    public string Path => _messages.Count == 0 ? "model" : string.Join('.', _messages.Reverse().Select(m => m.Label));

    /// <summary>Goes to the next field of the present message, skipping what is left of the one before.</summary>
    public bool NextField()
    {
        if (Refusal is not null || !SkipTo(_valueEnd) || _source.Offset == _end)
            return false;
        if (++_fields > MaximumFields)
            return Refuse(ModelRefusals.FileBeyondLimit, $"holds more than {MaximumFields} fields", "register a smaller model");
        if (!ReadVarint(out var tag))
            return false;

        Field = (int)(tag >> 3);
        _wireType = (int)(tag & 7);
        if (tag > uint.MaxValue || Field == 0)
            return Malformed($"has the field number {tag >> 3}");
        return ReadValueHead();
    }

    /// <summary>Whether the present field is a message or text; another wire type than the field's own is no ONNX.</summary>
    public bool IsLengthDelimited() => _wireType == LengthDelimited || Malformed($"has the field {Field} with the wire type {_wireType}");

    /// <summary>Reads the fields of the message that the present field holds.</summary>
    public void Message(string label, Action readField)
    {
        if (!IsLengthDelimited())
            return;
        if (_messages.Count == MaximumDepth)
        {
            Refuse(ModelRefusals.FileBeyondLimit, $"is nested deeper than {MaximumDepth} messages", "register a model with less nesting");
            return;
        }

        _messages.Push((_end, label));
        _end = _valueEnd;
        _valueEnd = _source.Offset;
        while (NextField())
            readField();
        _valueEnd = _end;
        if (Refusal is null)
            (_end, _) = _messages.Pop();
    }

    /// <summary>Reads the whole numbers that the present field holds: one, or a packed list.</summary>
    public void Numbers(Action<long> read)
    {
        if (_wireType == Varint)
        {
            read((long)Number);
            return;
        }

        if (!IsLengthDelimited())
            return;
        var outer = _end;
        _end = _valueEnd;
        while (Refusal is null && _source.Offset < _end && ReadVarint(out var number))
            read((long)number);
        _end = outer;
    }

    /// <summary>Reads the text that the present field holds; empty when that fails.</summary>
    public string Text(string name, int maximumBytes)
    {
        if (!IsLengthDelimited())
            return "";

        var length = _valueEnd - _source.Offset;
        if (length > maximumBytes)
        {
            Refuse(ModelRefusals.FileBeyondLimit, $"has a {name} of {length} bytes", $"use at most {maximumBytes}");
            return "";
        }

        var bytes = new byte[length];
        if (!_source.TryRead(bytes))
        {
            Truncated();
            return "";
        }

        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            Malformed($"has a {name} that is not UTF-8");
            return "";
        }
    }

    /// <summary>Length of the value that the present field holds, bytes.</summary>
    public long ValueLength => _valueEnd - _source.Offset;

    /// <summary>Ends reading with a refusal about the present place.</summary>
    /// <returns>Always false.</returns>
    public bool Refuse(string code, string problem, string remedy)
    {
        Refusal ??= Refusal.OfField(code, Path, problem, remedy);
        return false;
    }

    /// <summary>Ends reading: the bytes contradict themselves.</summary>
    /// <returns>Always false.</returns>
    public bool Malformed(string problem) =>
        Refuse(ModelRefusals.FileMalformed, $"{problem} at byte {_source.Offset}", "upload the file as the exporter wrote it, an ONNX model");

    private bool ReadValueHead()
    {
        Number = 0;
        switch (_wireType)
        {
            case Varint:
                var isRead = ReadVarint(out var number);
                Number = number;
                _valueEnd = _source.Offset;
                return isRead;
            case LengthDelimited:
                return ReadVarint(out var length) && Expect(length);
            case Fixed64:
                return Expect(8);
            case Fixed32:
                return Expect(4);
            default:
                return Malformed($"has the field {Field} with the wire type {_wireType}");
        }
    }

    private bool Expect(ulong length)
    {
        var left = (ulong)(_end - _source.Offset);
        if (length > left)
            return _end == _source.Length ? Truncated() : Malformed($"has the field {Field} with {length} bytes where {left} are left");
        _valueEnd = _source.Offset + (long)length;
        return true;
    }

    private bool SkipTo(long offset) => offset <= _source.Offset || _source.TrySkip(offset - _source.Offset) || Truncated();

    private bool ReadVarint(out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (_source.Offset == _end)
                return _end == _source.Length ? Truncated() : Malformed("ends inside a number");
            if (!_source.TryReadByte(out var next))
                return Truncated();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return true;
        }

        return Malformed("has a number of more than 10 bytes");
    }

    private bool Truncated() =>
        Refuse(ModelRefusals.FileTruncated, $"ends at byte {_source.Offset}, inside the model", "upload the whole file");
}
