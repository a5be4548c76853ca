using System.Security.Cryptography;
using ControlPlane.Contracts.Keys;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.TestKit.Keys;

/// <summary>A pair that signs tables in tests.</summary>
public sealed class TestSigner : IDisposable
{
    private readonly ECDsa _key = P256.Create();

    /// <summary>A new pair, vouched for by nobody.</summary>
    public TestSigner() => Public = new SigningKey { Id = P256.IdOf(_key.ExportSubjectPublicKeyInfo()), PublicKey = _key.ExportSubjectPublicKeyInfo() };

    private TestSigner(SigningKey endorsed, ECDsa key)
    {
        _key.Dispose();
        _key = key;
        Public = endorsed;
    }

    /// <summary>Its public half.</summary>
    public SigningKey Public { get; }

    /// <summary>The pair that follows it in an installation.</summary>
    public TestSigner Next(string clusterId)
    {
        var key = P256.Create();
        var publicKey = key.ExportSubjectPublicKeyInfo();
        return new TestSigner(
            new SigningKey { Id = P256.IdOf(publicKey), PublicKey = publicKey, EndorsedBy = Public.Id, Endorsement = SigningKeyTrust.Endorse(_key, clusterId, publicKey) }, key);
    }

    /// <summary>A table, sealed and signed.</summary>
    public SealedRoutingTable Sign(RoutingTable table) => Sign(RoutingTableCodec.Seal(table));

    /// <summary>A sealed table, signed.</summary>
    public SealedRoutingTable Sign(SealedRoutingTable table) => table with { Signature = TableSignature.Write(TableSignature.Published, [(Public.Id, _key)], table) };

    /// <inheritdoc />
    public void Dispose() => _key.Dispose();
}
