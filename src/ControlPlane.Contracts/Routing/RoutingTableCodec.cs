using System.Security.Cryptography;
using System.Text.Json;
using ControlPlane.Contracts.Json;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Contracts.Routing;

/// <summary>Turns tables into the bytes that are published and back, with every check both ends need. Stateless.</summary>
public static class RoutingTableCodec
{
    /// <summary>Largest document in bytes; far above any real table, small enough to read at once.</summary>
    public const int MaximumBytes = 1 << 20;

    /// <summary>Serialises a table and takes its digest.</summary>
    public static SealedRoutingTable Seal(RoutingTable table, string? signature = null)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(table, ContractsJsonContext.Default.RoutingTable);
        return new SealedRoutingTable(table, content, DigestOf(content), signature);
    }

    /// <summary>Verifies and parses published bytes.</summary>
    /// <returns>Refusals: <c>digest_mismatch</c>, <c>schema_unsupported</c>, <c>unresolved_reference</c>.</returns>
    public static Outcome<SealedRoutingTable> Open(ReadOnlyMemory<byte> content, string digest, string? signature = null)
    {
        var actual = DigestOf(content.Span);
        if (!string.Equals(actual, digest, StringComparison.Ordinal))
            return new Refusal(RefusalCodes.DigestMismatch, $"The table's bytes have the digest {actual}, announced was {digest}.");

        return Parse(content).Then(table => RoutingTableValidator.Check(table) is { } refusal
            ? refusal
            : (Outcome<SealedRoutingTable>)new SealedRoutingTable(table, content, digest, signature));
    }

    /// <summary>SHA-256 as 64 lower-case hexadecimal digits.</summary>
    public static string DigestOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static Outcome<RoutingTable> Parse(ReadOnlyMemory<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize(content.Span, ContractsJsonContext.Default.RoutingTable) is { } table
                ? table
                : new Refusal(RefusalCodes.SchemaUnsupported, "The table is the JSON value null.");
        }
        catch (JsonException e)
        {
            return new Refusal(RefusalCodes.SchemaUnsupported, $"The table is not a document this build understands: {e.Message}");
        }
    }
}
