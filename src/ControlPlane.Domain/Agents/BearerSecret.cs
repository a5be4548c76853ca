using System.Security.Cryptography;
using System.Text;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Domain.Agents;

/// <summary>
/// A secret that proves something by being shown: <c>{kind}_{id}_{secret}_{checksum}</c>.
/// The kind lets scanners recognise it, the id finds its row, the secret is 256 bits of which only the SHA-256 is stored,
/// the checksum (first 4 bytes of SHA-256 over all before it) tells a slip of the pen from an attack without asking the database.
/// Immutable.
/// </summary>
public sealed record BearerSecret
{
    /// <summary>Kind of join tokens.</summary>
    public const string JoinTokenKind = "cpj";

    /// <summary>Kind of agents' credentials.</summary>
    public const string CredentialKind = "cpa";

    /// <summary>Kind of API tokens.</summary>
    public const string ApiTokenKind = "cpt";

    /// <summary>Kind of links that set a password.</summary>
    public const string LinkKind = "cps";

    /// <summary>Bytes of the secret.</summary>
    public const int SecretLength = 32;

    private const int MaximumLength = 200;

    /// <summary>Public id of the row that holds the hash.</summary>
    public required string Id { get; init; }

    /// <summary>SHA-256 of the secret, 64 lower-case hexadecimal digits.</summary>
    public required string Hash { get; init; }

    /// <summary>The text to hand out once.</summary>
    /// <param name="kind">One of the kinds above.</param>
    /// <param name="id">Letters, digits and hyphens.</param>
    /// <param name="secret">Random bytes from the id source.</param>
    public static string Write(string kind, string id, ReadOnlySpan<byte> secret)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Length, SecretLength);
        var text = $"{kind}_{id}_{Convert.ToHexStringLower(secret)}";
        return $"{text}_{ChecksumOf(text)}";
    }

    /// <summary>The hash to store of a secret.</summary>
    public static string HashOf(ReadOnlySpan<byte> secret) => Convert.ToHexStringLower(SHA256.HashData(secret));

    /// <summary>Takes a text from outside apart.</summary>
    /// <returns>Refusal: <see cref="AgentRefusals.TokenInvalid"/>.</returns>
    public static Outcome<BearerSecret> Read(string kind, string? text)
    {
        if (text is null or { Length: > MaximumLength } || text.Split('_') is not [var actual, { Length: > 0 } id, var secret, var checksum] || actual != kind)
            return Invalid();
        if (checksum != ChecksumOf(text[..text.LastIndexOf('_')]) || secret.Length != 2 * SecretLength || !secret.All(char.IsAsciiHexDigitLower))
            return Invalid();

        return new BearerSecret { Id = id, Hash = HashOf(Convert.FromHexString(secret)) };
    }

    /// <summary>Whether a stored hash is this secret's, in constant time.</summary>
    public bool Matches(string storedHash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(storedHash), Encoding.ASCII.GetBytes(Hash));

    private static string ChecksumOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 4));

    private static Refusal Invalid() =>
        new(AgentRefusals.TokenInvalid, "The token is not complete, or not one of this kind; copy it again as a whole.");
}
