namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>Reads <c>true</c>, <c>false</c>, 1 and 0 as BOOL, one byte each.</summary>
internal readonly unsafe struct TruthReader : IElementReader<bool>
{
    public static byte* Read(byte* at, out bool value)
    {
        // Compared byte by byte, because nothing may be read beyond the closing bracket.
        value = *at is (byte)'t' or (byte)'1';
        return *at switch
        {
            (byte)'t' => After(at, "true"u8),
            (byte)'f' => After(at, "false"u8),
            (byte)'1' or (byte)'0' => at + 1,
            _ => null,
        };
    }

    private static byte* After(byte* at, ReadOnlySpan<byte> word)
    {
        foreach (var letter in word)
        {
            if (*at++ != letter)
                return null;
        }

        return at;
    }
}
