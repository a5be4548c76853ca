using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ControlPlane.Contracts.Audit;

namespace ControlPlane.Domain.Audit;

/// <summary>
/// The bytes an audit entry's hash is taken over, and nothing else decides it; docs/audit.md says the same in words.
/// For every field of <see cref="AuditField"/> in order: its name and its value, each as a netstring (length in bytes, colon, UTF-8 bytes, comma);
/// a field that holds nothing is a hyphen and a comma in the place of the value, so that nothing differs from empty.
/// The hash is SHA-256 in lower-case hexadecimal. Stateless.
/// </summary>
public static class AuditForm
{
    /// <summary>The form this build writes.</summary>
    public const int Current = 1;

    private const int HashLength = 64;

    private static readonly string[] Names = [.. Enum.GetNames<AuditField>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    /// <summary>What the first entry follows.</summary>
    public static AuditHead Beginning { get; } = new(0, new string('0', HashLength));

    /// <summary>Whether something that came from outside can be a head at all.</summary>
    public static bool CanBeHead(AuditHead head) => head.Sequence > 0 && head.Hash.Length == HashLength && head.Hash.All(char.IsAsciiHexDigitLower);

    /// <summary>A field's name in hashes and exports.</summary>
    public static string NameOf(AuditField field) => Names[(int)field];

    /// <summary>The hash of an entry's fields.</summary>
    /// <param name="values">In the order of <see cref="AuditField"/>.</param>
    public static string HashOf(IReadOnlyList<string?> values)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var field = 0; field < Names.Length; field++)
        {
            Append(hash, Names[field]);
            Append(hash, values[field]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string? text)
    {
        if (text is null)
        {
            hash.AppendData("-,"u8);
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{bytes.Length}:")));
        hash.AppendData(bytes);
        hash.AppendData(","u8);
    }
}
