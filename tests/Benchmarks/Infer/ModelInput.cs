using ControlPlane.AgentHost.Serving.Grpc.Messages;
using ControlPlane.AgentHost.Tests.Serving;
using Google.Protobuf;

namespace ControlPlane.Benchmarks.Infer;

/// <summary>The only input of a measured model, of FP32.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">As declared; −1 is free.</param>
internal sealed record ModelInput(string Name, IReadOnlyList<long> Shape)
{
    public IEnumerable<long> ShapeOf(int rows) => Shape.Select((size, at) => size > 0 ? size : at == 0 ? rows : 1);

    public long ElementsOf(int rows) => ShapeOf(rows).Aggregate(1L, (product, size) => product * size);

    /// <summary>Writes a framed call into a file, for the load generator.</summary>
    public string WriteCall(string folder, int rows)
    {
        var random = new Random(1);
        var values = new byte[ElementsOf(rows) * sizeof(float)];
        for (var at = 0; at < values.Length; at += sizeof(float))
            BitConverter.TryWriteBytes(values.AsSpan(at), (float)((random.NextDouble() * 2) - 1));
        var call = new ModelInferRequest
        {
            ModelName = "model",
            Inputs = { new ModelInferRequest.Types.InferInputTensor { Name = Name, Datatype = "FP32", Shape = { ShapeOf(rows) } } },
            RawInputContents = { ByteString.CopyFrom(values) },
        };
        var file = Path.Combine(folder, "call.bin");
        File.WriteAllBytes(file, GrpcCaller.Frame(call.ToByteArray()));
        return file;
    }
}
