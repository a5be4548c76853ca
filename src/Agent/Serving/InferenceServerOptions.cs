using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace ControlPlane.AgentHost.Serving;

/// <summary>How the data port serves.</summary>
public sealed record InferenceServerOptions
{
    /// <summary>Where it listens; port 0 takes a free one.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>Where it listens for gRPC, HTTP/2; port 0 takes a free one, null is off.</summary>
    public IPEndPoint? Grpc { get; init; }

    /// <summary>Callers of <see cref="Listen"/> come over TLS.</summary>
    public bool IsListenSecure { get; init; }

    /// <summary>Callers of <see cref="Grpc"/> come over TLS.</summary>
    public bool IsGrpcSecure { get; init; }

    /// <summary>What TLS shows to callers, with its private key; null where nothing listens over TLS.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Largest body of a request, in bytes; a model whose inputs have fixed shapes lowers it for its endpoint.</summary>
    public long MaximumBodyBytes { get; init; } = 64 << 20;

    /// <summary>Inference requests that may be under way at once; further ones are shed.</summary>
    public int MaximumRequests { get; init; } = 1_024;

    /// <summary>Bytes that the bodies of requests under way may take together; a further request is shed.</summary>
    public long MaximumBytes { get; init; } = 512 << 20;
}
