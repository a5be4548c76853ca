namespace ControlPlane.Benchmarks.Infer;

/// <summary>How requests are written down.</summary>
internal enum InferForm
{
    /// <summary>Tensors as JSON numbers over HTTP/1.1.</summary>
    Json,

    /// <summary>Tensors as bytes behind the JSON over HTTP/1.1, both ways.</summary>
    Binary,

    /// <summary>gRPC with raw contents over HTTP/2.</summary>
    Grpc,
}
