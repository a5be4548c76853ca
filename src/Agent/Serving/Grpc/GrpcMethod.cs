namespace ControlPlane.AgentHost.Serving.Grpc;

/// <summary>What a gRPC call asks for.</summary>
internal enum GrpcMethod
{
    /// <summary>Nothing that exists.</summary>
    Unknown,

    ServerLive,

    ServerReady,

    ModelReady,

    ServerMetadata,

    ModelMetadata,

    ModelInfer,

    /// <summary>Extension <c>statistics</c>.</summary>
    ModelStatistics,

    /// <summary>Extension <c>model_repository</c>.</summary>
    RepositoryIndex,

    /// <summary><c>grpc.health.v1</c></summary>
    HealthCheck,

    /// <summary><c>grpc.health.v1</c>, a stream that goes on until the caller ends it.</summary>
    HealthWatch,
}
