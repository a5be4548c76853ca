namespace ControlPlane.Benchmarks.Infer;

/// <summary>A measured server.</summary>
internal enum Contender
{
    /// <summary>The agent's data ports with routing by key, telemetry, limits and feedback tokens.</summary>
    Agent,

    /// <summary>The same server, scanner, binding and writer, and nothing else: what an agent cannot be quicker than.</summary>
    Floor,

    /// <summary>Fastify with onnxruntime-node.</summary>
    Fastify,
}
