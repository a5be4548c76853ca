using System.Text.Json.Serialization;

namespace ControlPlane.Domain.Models.Signing;

/// <summary>What is read of a Sigstore bundle: https://docs.sigstore.dev/about/bundle. Immutable.</summary>
internal sealed record SignatureBundle
{
    [JsonRequired]
    public required string MediaType { get; init; }

    [JsonRequired]
    public required Envelope DsseEnvelope { get; init; }

    /// <summary>Signed bytes with their type: https://github.com/secure-systems-lab/dsse. Immutable.</summary>
    internal sealed record Envelope
    {
        [JsonRequired]
        public required byte[] Payload { get; init; }

        [JsonRequired]
        public required string PayloadType { get; init; }

        [JsonRequired]
        public required IReadOnlyList<EnvelopeSignature> Signatures { get; init; }
    }

    /// <summary>One signature. Immutable.</summary>
    internal sealed record EnvelopeSignature
    {
        [JsonRequired]
        public required byte[] Sig { get; init; }
    }
}
