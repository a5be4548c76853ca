using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ControlPlane.Data.Hosting;

namespace ControlPlane.Web.Realtime.Proofs;

/// <summary>
/// Nonces that tell by this control plane's clock how old a proof is, because an agent's clock may be wrong: the time and a MAC over it. Nothing is remembered, and every
/// replica reads every other's, because their key comes from the installation's. A singleton, thread-safe.
/// </summary>
internal sealed class ProofNonces(CurrentInstallation installation, TimeProvider clock)
{
    /// <summary>How long a nonce is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    // A replica's clock may be a little ahead of this one's.
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(30);

    private const int TimeBytes = 8;
    private const int MacBytes = 16;

    private readonly Lazy<byte[]> _key = new(() => HKDF.DeriveKey(HashAlgorithmName.SHA256, installation.Value.FeedbackKey, 32, info: "nonces of proofs"u8.ToArray()));

    /// <summary>A nonce for the next proof.</summary>
    public string New()
    {
        Span<byte> nonce = stackalloc byte[TimeBytes + MacBytes];
        BinaryPrimitives.WriteInt64BigEndian(nonce, clock.GetUtcNow().ToUnixTimeMilliseconds());
        MacOf(nonce[..TimeBytes]).AsSpan(0, MacBytes).CopyTo(nonce[TimeBytes..]);
        return Base64Url.EncodeToString(nonce);
    }

    /// <summary>Whether a nonce is one of this installation and good still.</summary>
    public bool IsFresh(string? nonce)
    {
        Span<byte> bytes = stackalloc byte[TimeBytes + MacBytes];
        if (nonce is null || !Base64Url.TryDecodeFromUtf8(Encoding.UTF8.GetBytes(nonce), bytes, out var written) || written != bytes.Length)
            return false;
        if (!CryptographicOperations.FixedTimeEquals(bytes[TimeBytes..], MacOf(bytes[..TimeBytes]).AsSpan(0, MacBytes)))
            return false;
        var age = clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes));
        return age < Lifetime && age > -Leeway;
    }

    private byte[] MacOf(ReadOnlySpan<byte> time) => HMACSHA256.HashData(_key.Value, time);
}
