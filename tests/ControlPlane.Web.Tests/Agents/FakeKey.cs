using System.Security.Cryptography;
using ControlPlane.Contracts.Keys;

namespace ControlPlane.Web.Tests.Agents;

/// <summary>An agent's key pair, which remembers the control plane's newest nonce.</summary>
internal sealed class FakeKey
{
    private readonly Lock _gate = new();
    private readonly ECDsa _key = P256.Create();
    private int _proofs;

    public byte[] PublicKey => _key.ExportSubjectPublicKeyInfo();

    public string? Nonce { get; set; }

    /// <summary>A fresh proof.</summary>
    public string Prove(string method, Uri address, string secret)
    {
        lock (_gate)
        {
            return KeyProof.Write(_key, new KeyProofClaims
            {
                Id = $"{P256.IdOf(PublicKey)}-{++_proofs}",
                Method = method,
                Address = address.GetLeftPart(UriPartial.Path),
                IssuedAt = 0,
                Nonce = Nonce,
                Secret = KeyProof.HashOf(secret),
            });
        }
    }
}
