using System.Security.Cryptography.X509Certificates;
using ControlPlane.AgentHost.Caching;
using ControlPlane.AgentHost.Guards;
using ControlPlane.AgentHost.Requests;

namespace ControlPlane.AgentHost.Hosting;

/// <summary>What an agent is told at its start, validated. Immutable.</summary>
public sealed record AgentOptions
{
    /// <summary>Pool when none is named.</summary>
    public const string DefaultPool = "production";

    /// <summary>Address of the control plane.</summary>
    public required Uri ControlPlane { get; init; }

    /// <summary>Other control planes of the same installation, which serve it as well.</summary>
    public IReadOnlyList<Uri> OtherControlPlanes { get; init; } = [];

    /// <summary>All of them, in the order in which they are tried.</summary>
    public IReadOnlyList<Uri> ControlPlanes => [ControlPlane, .. OtherControlPlanes];

    /// <summary>Single-use secret; null when the data folder already holds an identity.</summary>
    public string? JoinToken { get; init; }

    /// <summary>Where callers reach inference over REST.</summary>
    public required Uri Listen { get; init; }

    /// <summary>Where callers reach inference over gRPC; null when that is off.</summary>
    public Uri? Grpc { get; init; }

    /// <summary>What callers over TLS are shown, with its private key; null when no address begins with https.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Where health and metrics are; null when that is off.</summary>
    public Uri? Admin { get; init; }

    /// <summary>Which endpoints keep answers.</summary>
    public CachePolicy Caches { get; init; } = CachePolicy.None;

    /// <summary>The metrics page carries the counts of versions under Triton's names too.</summary>
    public bool HasTritonMetrics { get; init; }

    /// <summary>Which requests are logged in the data folder.</summary>
    public RequestLogPolicy RequestLog { get; init; } = RequestLogPolicy.None;

    /// <summary>Folder for identity, tables, model files and spools; full path.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The environment it serves in.</summary>
    public string Pool { get; init; } = DefaultPool;

    /// <summary>Free labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Name shown to people.</summary>
    public required string Name { get; init; }

    /// <summary>What becomes of challengers when the control plane has been silent for longer than their lease.</summary>
    public IsolationPolicy WhenIsolated { get; init; }

    /// <summary>The agent ends when this process is gone; null when it is on its own.</summary>
    public int? ParentProcessId { get; init; }
}
