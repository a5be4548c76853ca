namespace ControlPlane.AgentHost.Serving;

/// <summary>What a path of the data port asks for.</summary>
internal enum TargetKind
{
    /// <summary>Nothing that exists.</summary>
    Unknown,

    /// <summary><c>/v2</c></summary>
    Server,

    /// <summary><c>/v2/health/live</c></summary>
    Live,

    /// <summary><c>/v2/health/ready</c></summary>
    Ready,

    /// <summary><c>/v2/models/{endpoint}</c></summary>
    Model,

    /// <summary><c>/v2/models/{endpoint}/ready</c></summary>
    ModelReady,

    /// <summary><c>/v2/models/{endpoint}/predictions/{key}</c></summary>
    Prediction,

    /// <summary><c>/v2/models/{endpoint}/infer</c></summary>
    Infer,

    /// <summary><c>/v2/models/{endpoint}/feedback</c></summary>
    Feedback,

    /// <summary><c>/v2/models/stats</c>, <c>/v2/models/{endpoint}/stats</c></summary>
    Statistics,

    /// <summary><c>/v2/repository/index</c></summary>
    Index,

    /// <summary><c>/ofrep/v1/evaluate/flags/{endpoint}</c></summary>
    Flag,

    /// <summary><c>/ofrep/v1/evaluate/flags</c></summary>
    Flags,

    /// <summary><c>/ofrep/v1/configuration</c></summary>
    FlagConfiguration,

    /// <summary><c>/v2/repository/models/{endpoint}/load</c> or <c>unload</c>, which only the control plane decides.</summary>
    RepositoryChange,
}
