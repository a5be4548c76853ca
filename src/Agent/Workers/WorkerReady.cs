using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Inference.Batching;

namespace ControlPlane.AgentHost.Workers;

/// <summary>What the process of a model says once it has loaded it, or why it has not. Immutable.</summary>
internal sealed record WorkerReady
{
    /// <summary>Code of a refusal; null when the model answers.</summary>
    public string? RefusalCode { get; init; }

    /// <summary>Its sentence; null when the model answers.</summary>
    public string? Problem { get; init; }

    /// <summary>What the model takes, in the signature's order.</summary>
    public IReadOnlyList<TensorDeclaration> Inputs { get; init; } = [];

    /// <summary>What it gives.</summary>
    public IReadOnlyList<TensorDeclaration> Outputs { get; init; } = [];

    /// <summary>How long a run takes.</summary>
    public TimeSpan RunTime { get; init; }

    /// <summary>Most rows of a run; 1 where rows must run alone.</summary>
    public int MaximumRows { get; init; } = 1;

    /// <summary>How long a request waits for others.</summary>
    public TimeSpan MaximumDelay { get; init; }

    /// <summary>Sessions that run it.</summary>
    public int Sessions { get; init; } = 1;

    /// <summary>How long loading took.</summary>
    public TimeSpan LoadTime { get; init; }

    /// <summary>Memory that loading took; null where it cannot be told.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>What holds the process, in words.</summary>
    public string Sandbox { get; init; } = "";

    /// <summary>What a loaded model is, to be told.</summary>
    public static WorkerReady Of(LoadedModel model, string sandbox) => new()
    {
        Inputs = [.. model.Signature.Inputs.ToArray().Select(i => i.ToDeclaration())],
        Outputs = [.. model.Signature.Outputs.ToArray().Select(o => o.ToDeclaration())],
        RunTime = model.RunTimes.Average,
        MaximumRows = model.Batcher?.Policy.MaximumRows ?? BatchPolicy.Off.MaximumRows,
        MaximumDelay = model.Batcher?.Policy.MaximumDelay ?? TimeSpan.Zero,
        Sessions = model.SessionCount,
        LoadTime = model.LoadTime,
        MemoryBytes = model.MemoryBytes,
        Sandbox = sandbox,
    };
}
