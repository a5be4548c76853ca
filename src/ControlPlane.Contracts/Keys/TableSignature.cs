using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.Contracts.Keys;

/// <summary>
/// Signatures of routing tables: over installation, pool, epoch, revision and the digest of the published bytes.
/// Written as <c>{key id}.{Base64Url}</c>, separated by commas while two keys sign. Stateless.
/// </summary>
public static class TableSignature
{
    /// <summary>Begin of the statement of a control plane: this table is published.</summary>
    public const string Published = "controlplane-table-1";

    /// <summary>Begin of the statement of an agent to itself: this table was accepted here.</summary>
    public const string Kept = "controlplane-kept-table-1";

    private const int MostSignatures = 4;

    /// <summary>A table's signature by each of the keys.</summary>
    /// <param name="statement">One of the constants above, so that one signature never passes for the other kind.</param>
    /// <param name="keys">Id and key of whoever signs.</param>
    /// <param name="table">The table.</param>
    public static string Write(string statement, IEnumerable<(string Id, ECDsa Key)> keys, SealedRoutingTable table)
    {
        var text = TextOf(statement, table);
        return string.Join(',', keys.Select(k => $"{k.Id}.{Base64Url.EncodeToString(P256.Sign(k.Key, text))}"));
    }

    /// <summary>The one signature of a table that is by one of the keys; null when none is. The table's digest has been verified.</summary>
    public static string? Find(IReadOnlyList<SigningKey> keys, string statement, SealedRoutingTable table) => Find(keys, table.Signature, TextOf(statement, table));

    /// <summary>Whether one of the keys signed that a table is published: known by its place and digest alone, from somebody who has it.</summary>
    public static bool IsPublished(IReadOnlyList<SigningKey> keys, string clusterId, string pool, TablePosition position, string digest, string? signature) =>
        Find(keys, signature, TextOf(Published, clusterId, pool, position, digest)) is not null;

    private static string? Find(IReadOnlyList<SigningKey> keys, string? signature, string text)
    {
        var signatures = (signature ?? "").Split(',');
        if (signatures.Length > MostSignatures)
            return null;
        return signatures.FirstOrDefault(s => s.Split('.') is [var id, var bytes] && Base64Url.IsValid(bytes)
            && keys.FirstOrDefault(k => k.Id == id) is { } key && P256.Verify(key.PublicKey, text, Base64Url.DecodeFromChars(bytes)));
    }

    private static string TextOf(string statement, SealedRoutingTable table) =>
        TextOf(statement, table.Table.ClusterId, table.Table.Pool, new TablePosition(table.Table.Epoch, table.Table.Revision), table.Digest);

    private static string TextOf(string statement, string clusterId, string pool, TablePosition position, string digest) =>
        string.Create(CultureInfo.InvariantCulture, $"{statement}\n{clusterId}\n{pool}\n{position.Epoch}\n{position.Revision}\n{digest}");
}
