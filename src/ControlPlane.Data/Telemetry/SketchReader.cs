namespace ControlPlane.Data.Telemetry;

/// <summary>Walks through the bins of a sketch in compact form.</summary>
internal ref struct SketchReader(ReadOnlySpan<byte> sketch)
{
    private ReadOnlySpan<byte> _rest = sketch;
    private int _bin = -1;

    /// <summary>The next bin in use; false at the end.</summary>
    public bool Next(out int bin, out long count)
    {
        (bin, count) = (_bin, 0);
        if (_rest.IsEmpty)
            return false;

        bin = _bin += (int)ReadVarint();
        count = (long)ReadVarint();
        return true;
    }

    private ulong ReadVarint()
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = _rest[0];
            _rest = _rest[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
