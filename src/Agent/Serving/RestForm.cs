using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Serving.Binary;
using ControlPlane.AgentHost.Serving.Json;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Serving;

/// <summary>JSON, with tensors as bytes behind it where the caller says so. Stateless.</summary>
internal sealed class RestForm : IInferForm
{
    private readonly RecentNumbers _lengths = new();

    /// <inheritdoc />
    public Refusal? Read(Exchange exchange, InferWorkspace workspace, ReadOnlyMemory<byte> body)
    {
        var request = workspace.Request;
        if (BinaryBody.Split(exchange.RequestHeaders[HeaderTexts.BinaryLength], body.Length, out var jsonLength) is { } wrong)
            return wrong;

        if (jsonLength == 0 && !body.IsEmpty)
        {
            request.Begin(default);
            (request.RawOnly, request.IsBinaryOutput) = (body, true);
            return null;
        }

        request.Begin(body[..jsonLength]);
        return InferRequestReader.Read(request) ?? BinaryBody.Assign(request, body[jsonLength..]);
    }

    /// <inheritdoc />
    public bool Write(Exchange exchange, InferWorkspace workspace, in RoutedRequest routed, InferenceLane lane)
    {
        var response = workspace.Response;
        var outputs = workspace.Outputs;
        var isInvalid = InferResponseWriter.Write(
            response, routed.Identity.Opening.Span, workspace.Request, lane, outputs, routed.OutputsAs, workspace.Scratch);

        var jsonLength = response.Length;
        var isBinary = false;
        foreach (var output in outputs)
        {
            if (!output.IsBinary)
                continue;
            isBinary = true;
            if (output.AsMaps)
                RawTensorWriter.AppendMaps(response, lane.Outputs[output.Index], workspace.Scratch);
            else
                RawTensorWriter.Append(response, lane.Outputs[output.Index], routed.OutputsAs?[output.Index]);
        }

        workspace.ContentType = isBinary ? HeaderTexts.Bytes : HeaderTexts.Json;
        if (isBinary)
            exchange.ResponseHeaders[HeaderTexts.BinaryLength] = _lengths.TextOf(jsonLength);
        return isInvalid;
    }

    /// <inheritdoc />
    public Refusal? WriteConstant(Exchange exchange, InferWorkspace workspace, byte[] constant)
    {
        workspace.ContentType = HeaderTexts.Json;
        workspace.Response.Raw(constant);
        return null;
    }
}
