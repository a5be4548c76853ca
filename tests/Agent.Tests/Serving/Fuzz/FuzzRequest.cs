namespace ControlPlane.AgentHost.Tests.Serving.Fuzz;

/// <summary>A request that is right, for mutations to begin with.</summary>
/// <param name="Path">Of the request.</param>
/// <param name="Body">Its body; of gRPC with its frame.</param>
/// <param name="JsonLength">Bytes of its JSON where tensors follow it; null where none do.</param>
/// <param name="IsGrpc">It goes to the gRPC port.</param>
internal sealed record FuzzRequest(string Path, byte[] Body, int? JsonLength = null, bool IsGrpc = false)
{
    /// <summary>It is JSON from the first byte to the last.</summary>
    public bool IsJson => !IsGrpc && JsonLength is null;
}
