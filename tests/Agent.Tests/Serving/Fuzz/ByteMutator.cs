using System.Text;

namespace ControlPlane.AgentHost.Tests.Serving.Fuzz;

/// <summary>Spoils bytes in ways that readers stumble over. The same seed spoils in the same way.</summary>
internal sealed class ByteMutator(int seed)
{
    private static readonly byte[][] Snippets =
    [
        .. new[]
        {
            "null", "true", "-1", "1e999", "NaN", "Infinity", "9223372036854775808", "18446744073709551616", "0.1e-400", "[", "]", "{", "}", "\"", ",", ":",
            "\\u0000", "\\ud800", "[[[[[[[[[[[[[[[[[[[[[[[[", "\"shape\":[4611686018427387904,4]", "\"binary_data_size\":9223372036854775807",
        }.Select(Encoding.UTF8.GetBytes),
        [0], [0xFF, 0xFF, 0xFF, 0xFF], [0x80], [0xC3], [0xEF, 0xBB, 0xBF],
    ];

    private readonly Random _random = new(seed);

    /// <summary>A whole number below the limit.</summary>
    public int Next(int limit) => _random.Next(limit);

    /// <summary>One to three changes.</summary>
    public byte[] Mutate(byte[] body)
    {
        for (var changes = 1 + Next(3); changes > 0; changes--)
            body = Change(body);
        return body;
    }

    private byte[] Change(byte[] body)
    {
        if (body.Length == 0)
            return Snippets[Next(Snippets.Length)];

        var at = Next(body.Length);
        var end = Math.Min(body.Length, at + 1 + Next(16));
        return Next(6) switch
        {
            0 => body[..at],
            1 => [.. body[..at], .. body[end..]],
            2 => [.. body[..end], .. body[at..]],
            3 => [.. body[..at], .. Snippets[Next(Snippets.Length)], .. body[at..]],
            4 => [.. body[..at], .. Snippets[Next(Snippets.Length)], .. body[end..]],
            _ => [.. body[..at], (byte)Next(256), .. body[(at + 1)..]],
        };
    }
}
