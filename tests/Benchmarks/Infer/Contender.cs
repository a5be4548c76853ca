namespace ControlPlane.Benchmarks.Infer;

/// <summary>A measured server.</summary>
internal enum Contender
{
    /// <summary>The agent's data ports with a split of three by key, telemetry, limits and feedback tokens.</summary>
    Agent,

    /// <summary>The same with one version that gets everything.</summary>
    Plain,

    /// <summary>The same with three rules over headers before the split.</summary>
    Rules,

    /// <summary>The same as <see cref="Agent"/> with the model in a process of its own.</summary>
    Isolated,

    /// <summary>The same server, scanner, binding and writer, and nothing else: what an agent cannot be quicker than.</summary>
    Floor,

    /// <summary>Fastify with onnxruntime-node.</summary>
    Fastify,
}
