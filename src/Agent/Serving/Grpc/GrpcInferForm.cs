using System.Text.Json;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Serving.Binary;
using ControlPlane.AgentHost.Serving.Grpc.Messages;
using ControlPlane.AgentHost.Serving.Json;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.OnnxRuntime;
using Google.Protobuf;

namespace ControlPlane.AgentHost.Serving.Grpc;

/// <summary>Messages of gRPC. The workspace holds the message, which was parsed before. Stateless.</summary>
internal sealed class GrpcInferForm : IInferForm
{
    /// <inheritdoc />
    public Refusal? Read(Exchange exchange, InferWorkspace workspace, ReadOnlyMemory<byte> body)
    {
        if (GrpcRequestReader.Read(workspace.Message!, workspace.Request, workspace.Texts) is { } malformed)
            return malformed;
        if (!exchange.RequestHeaders.TryGetValue("grpc-timeout", out var header))
            return null;
        if (!GrpcTimeout.TryRead(header.ToString(), out var timeout))
            return new Refusal(ServingCodes.Malformed, $"grpc-timeout is '{RequestTexts.Show(header.ToString())}', expected up to eight digits and one of H, M, S, m, u, n");

        workspace.Request.Limit(timeout);
        return null;
    }

    /// <inheritdoc />
    public bool Write(Exchange exchange, InferWorkspace workspace, in RoutedRequest routed, InferenceLane lane)
    {
        var response = new ModelInferResponse
        {
            ModelName = routed.Endpoint.Routing.Name,
            ModelVersion = routed.Identity.Version,
            Id = workspace.Message!.Id,
        };
        var isRaw = IsRaw(workspace, routed, lane);
        var isInvalid = false;
        foreach (var selected in workspace.Outputs)
        {
            var output = lane.Outputs[selected.Index];
            var shownAs = routed.OutputsAs?[selected.Index];
            isInvalid |= RawTensorWriter.HoldsNoNumber(output, shownAs);
            var tensor = new ModelInferResponse.Types.InferOutputTensor { Name = output.Signature.Name };
            response.Outputs.Add(tensor);
            workspace.Response.Clear();
            if (selected.AsMaps)
            {
                tensor.Datatype = ProtocolDatatypes.NameOf(TensorElementType.String);
                tensor.Shape.Add(output.Shape[0]);
                RawTensorWriter.AppendMaps(workspace.Response, output, workspace.Scratch);
            }
            else
            {
                tensor.Datatype = (shownAs ?? output.Signature).Datatype;
                tensor.Shape.AddRange(output.Shape.ToArray());
                RawTensorWriter.Append(workspace.Response, output, shownAs);
                if (output.ClassNames is { } names)
                    tensor.Parameters["class_names"] = new InferParameter { StringParam = JsonSerializer.Serialize(names, ServingJsonContext.Default.IReadOnlyListString) };
                if (output.IsAbsent)
                    tensor.Parameters["absent"] = new InferParameter { BoolParam = true };
            }

            var raw = workspace.Response.Written.Span;
            if (isRaw)
                response.RawOutputContents.Add(ByteString.CopyFrom(raw));
            else
                tensor.Contents = GrpcTypedTensor.Of(selected.AsMaps ? TensorElementType.String : (shownAs ?? output.Signature).ElementType, raw);
        }

        if (isInvalid)
            response.Parameters["invalid_output"] = new InferParameter { BoolParam = true };
        workspace.Response.Clear();
        GrpcFrame.Write(workspace.Response, response);
        return isInvalid;
    }

    /// <inheritdoc />
    public Refusal? WriteConstant(Exchange exchange, InferWorkspace workspace, byte[] constant)
    {
        var read = GrpcConstant.Read(constant);
        if (!read.IsAccepted)
            return read.Refusal;

        read.Value.Id = workspace.Message!.Id;
        GrpcFrame.Write(workspace.Response, read.Value);
        return null;
    }

    // Raw answers raw. Whoever sends typed contents gets them back, unless an output has none.
    private static bool IsRaw(InferWorkspace workspace, in RoutedRequest routed, InferenceLane lane)
    {
        if (!GrpcRequestReader.HasTypedContents(workspace.Message!))
            return true;

        foreach (var selected in workspace.Outputs)
        {
            if (!GrpcTypedTensor.Has((routed.OutputsAs?[selected.Index] ?? lane.Outputs[selected.Index].Signature).ElementType))
                return true;
        }

        return false;
    }
}
