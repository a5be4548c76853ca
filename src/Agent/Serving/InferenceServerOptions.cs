using System.Net;

namespace ControlPlane.AgentHost.Serving;

/// <summary>How the data port serves.</summary>
public sealed class InferenceServerOptions
{
    /// <summary>Where it listens; port 0 takes a free one.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>Largest body of a request, in bytes; a model whose inputs have fixed shapes lowers it for its endpoint.</summary>
    public long MaximumBodyBytes { get; init; } = 64 << 20;

    /// <summary>Inference requests that may be under way at once; further ones are shed.</summary>
    public int MaximumRequests { get; init; } = 1_024;

    /// <summary>Bytes that the bodies of requests under way may take together; a further request is shed.</summary>
    public long MaximumBytes { get; init; } = 512 << 20;
}
