namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>Finds where an array ends without reading what is in it: brackets and strings only, many bytes at a time. Stateless.</summary>
internal static class JsonArrayEnd
{
    /// <summary>Position after the closing bracket of the array that begins at the first byte; −1 when it does not end or is nested too deep.</summary>
    public static int Find(ReadOnlySpan<byte> json)
    {
        var (at, depth) = (0, 0);
        while (true)
        {
            var step = json[at..].IndexOfAny((byte)'[', (byte)']', (byte)'"');
            if (step < 0)
                return -1;

            at += step + 1;
            switch (json[at - 1])
            {
                case (byte)'[':
                    if (++depth > ArrayNesting.MaximumDepth)
                        return -1;
                    break;
                case (byte)']':
                    if (--depth == 0)
                        return at;
                    break;
                default:
                    var end = FindStringEnd(json[at..]);
                    if (end < 0)
                        return -1;
                    at += end;
                    break;
            }
        }
    }

    /// <summary>Position after the closing quote of the string whose first character is the first byte; −1 when it does not end.</summary>
    public static int FindStringEnd(ReadOnlySpan<byte> json)
    {
        var at = 0;
        while (true)
        {
            var step = json[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (step < 0)
                return -1;
            if (json[at + step] == '"')
                return at + step + 1;
            at += step + 2;
            if (at > json.Length)
                return -1;
        }
    }
}
