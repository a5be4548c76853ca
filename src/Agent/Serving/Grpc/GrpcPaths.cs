using System.Collections.Frozen;

namespace ControlPlane.AgentHost.Serving.Grpc;

/// <summary>Paths of gRPC methods.</summary>
internal static class GrpcPaths
{
    /// <summary>The service of the inference protocol.</summary>
    public const string InferenceService = "inference.GRPCInferenceService";

    private const string Health = "/grpc.health.v1.Health/";

    private static readonly FrozenDictionary<string, GrpcMethod> Methods = new Dictionary<string, GrpcMethod>(StringComparer.Ordinal)
    {
        [$"/{InferenceService}/ServerLive"] = GrpcMethod.ServerLive,
        [$"/{InferenceService}/ServerReady"] = GrpcMethod.ServerReady,
        [$"/{InferenceService}/ModelReady"] = GrpcMethod.ModelReady,
        [$"/{InferenceService}/ServerMetadata"] = GrpcMethod.ServerMetadata,
        [$"/{InferenceService}/ModelMetadata"] = GrpcMethod.ModelMetadata,
        [$"/{InferenceService}/ModelInfer"] = GrpcMethod.ModelInfer,
        [$"/{InferenceService}/ModelStatistics"] = GrpcMethod.ModelStatistics,
        [$"/{InferenceService}/RepositoryIndex"] = GrpcMethod.RepositoryIndex,
        [$"{Health}Check"] = GrpcMethod.HealthCheck,
        [$"{Health}Watch"] = GrpcMethod.HealthWatch,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The method of a path.</summary>
    public static GrpcMethod MethodOf(string path) => Methods.GetValueOrDefault(path, GrpcMethod.Unknown);
}
