using System.Security.Cryptography;
using ControlPlane.Contracts.Keys;

namespace ControlPlane.AgentHost.Connection;

/// <summary>The key pair of this agent: made here, and its private half never leaves. Thread-safe.</summary>
public sealed class AgentKey
{
    private readonly Lock _gate = new();
    private readonly ECDsa _key;

    private AgentKey(ECDsa key)
    {
        _key = key;
        PublicKey = key.ExportSubjectPublicKeyInfo();
        Own = new SigningKey { Id = P256.IdOf(PublicKey), PublicKey = PublicKey };
    }

    /// <summary>The public half, SubjectPublicKeyInfo.</summary>
    public byte[] PublicKey { get; }

    /// <summary>The public half as one to verify what the agent signed itself.</summary>
    public SigningKey Own { get; }

    /// <summary>A new pair.</summary>
    public static AgentKey Create() => new(P256.Create());

    /// <summary>A pair from its PEM text.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    /// <exception cref="CryptographicException">It is none.</exception>
    public static AgentKey Read(string pem)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return P256.IsPublicKey(key.ExportSubjectPublicKeyInfo()) ? new AgentKey(key) : throw new CryptographicException("It is no private key of P-256.");
    }

    /// <summary>The pair as PEM text. A secret.</summary>
    public string Write()
    {
        lock (_gate)
            return _key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>Uses the private key; one at a time, because the platform's keys want it so.</summary>
    public T Use<T>(Func<ECDsa, T> use)
    {
        lock (_gate)
            return use(_key);
    }
}
