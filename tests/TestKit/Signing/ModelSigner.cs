using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ControlPlane.TestKit.Signing;

/// <summary>A key that signs model files as the OpenSSF's model signing does.</summary>
public sealed class ModelSigner : IDisposable
{
    private const string PayloadType = "application/vnd.in-toto+json";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The public half.</summary>
    public string PublicKey => _key.ExportSubjectPublicKeyInfoPem();

    /// <summary>The bundle of a file.</summary>
    public byte[] Sign(byte[] file)
    {
        var digest = SHA256.HashData(file);
        var payload = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["_type"] = "https://in-toto.io/Statement/v1",
            ["subject"] = new[] { new { name = "model", digest = new { sha256 = Convert.ToHexStringLower(SHA256.HashData(digest)) } } },
            ["predicateType"] = "https://model_signing/signature/v1.0",
            ["predicate"] = new
            {
                serialization = new { method = "files", hash_type = "sha256", allow_symlinks = false },
                resources = new[] { new { name = "model.onnx", algorithm = "sha256", digest = Convert.ToHexStringLower(digest) } },
            },
        });
        byte[] signed = [.. Encoding.UTF8.GetBytes($"DSSEv1 {PayloadType.Length} {PayloadType} {payload.Length} "), .. payload];
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            mediaType = "application/vnd.dev.sigstore.bundle.v0.3+json",
            verificationMaterial = new { publicKey = new { hint = "" } },
            dsseEnvelope = new
            {
                payload = Convert.ToBase64String(payload),
                payloadType = PayloadType,
                signatures = new[] { new { sig = Convert.ToBase64String(_key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)), keyid = "" } },
            },
        });
    }

    public void Dispose() => _key.Dispose();
}
