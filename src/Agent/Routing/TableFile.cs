using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Routing;

/// <summary>
/// A table as it lies on the disk: content, signature, then a trailer of content length (8 bytes, little-endian), signature length (4),
/// SHA-256 over all before it (32), and a mark (8). Any cut or change of any byte is noticed. Stateless.
/// </summary>
internal static class TableFile
{
    /// <summary>Longest file that is read.</summary>
    public const int MaximumBytes = RoutingTableCodec.MaximumBytes + MaximumSignatureBytes + TrailerBytes;

    private const int MaximumSignatureBytes = 4_096;
    private const int TrailerBytes = 8 + 4 + SHA256.HashSizeInBytes + 8;
    private static readonly byte[] Mark = "CPTABLE1"u8.ToArray();

    public static byte[] Write(SealedRoutingTable table)
    {
        var signature = Encoding.UTF8.GetBytes(table.Signature ?? "");
        var file = new byte[table.Content.Length + signature.Length + TrailerBytes];
        table.Content.Span.CopyTo(file);
        signature.CopyTo(file, table.Content.Length);
        var trailer = file.AsSpan(table.Content.Length + signature.Length);
        BinaryPrimitives.WriteInt64LittleEndian(trailer, table.Content.Length);
        BinaryPrimitives.WriteInt32LittleEndian(trailer[8..], signature.Length);
        SHA256.HashData(file.AsSpan(0, file.Length - TrailerBytes + 12), trailer[12..]);
        Mark.CopyTo(trailer[(12 + SHA256.HashSizeInBytes)..]);
        return file;
    }

    /// <returns>Refusal: <c>digest_mismatch</c> for a damaged file, else those of <see cref="RoutingTableCodec.Open"/>.</returns>
    public static Outcome<SealedRoutingTable> Read(byte[] file)
    {
        if (file.Length < TrailerBytes || !file.AsSpan(file.Length - Mark.Length).SequenceEqual(Mark))
            return Damaged("its end is missing");

        var trailer = file.AsSpan(file.Length - TrailerBytes);
        var contentLength = BinaryPrimitives.ReadInt64LittleEndian(trailer);
        var signatureLength = BinaryPrimitives.ReadInt32LittleEndian(trailer[8..]);
        if (contentLength < 0 || signatureLength < 0 || contentLength + signatureLength != file.Length - TrailerBytes)
            return Damaged("its lengths do not add up");
        if (!SHA256.HashData(file.AsSpan(0, file.Length - TrailerBytes + 12)).AsSpan().SequenceEqual(trailer.Slice(12, SHA256.HashSizeInBytes)))
            return Damaged("its bytes changed");

        var content = file.AsMemory(0, (int)contentLength);
        var signature = Encoding.UTF8.GetString(file, (int)contentLength, signatureLength);
        return RoutingTableCodec.Open(content, RoutingTableCodec.DigestOf(content.Span), signature.Length == 0 ? null : signature);
    }

    private static Refusal Damaged(string how) => new(RefusalCodes.DigestMismatch, $"The file is damaged: {how}.");
}
