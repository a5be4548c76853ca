using System.Text;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Serving.Json;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Serving;

/// <summary>Answers what is asked about the server and its endpoints. Singleton, thread-safe.</summary>
internal sealed class DescriptionHandler(ServingTableHolder tables, ReadinessSwitch readiness)
{
    private static readonly string Version = typeof(DescriptionHandler).Assembly.GetName().Version!.ToString(3);

    /// <summary>Writes the answer and gives its status.</summary>
    public Outcome<int> Answer(RequestTarget target, JsonBuffer to)
    {
        switch (target.Kind)
        {
            case TargetKind.Server:
                to.Raw("{\"name\":\"controlplane-agent\",\"version\":"u8);
                to.Text(Encoding.UTF8.GetBytes(Version));
                to.Raw(",\"extensions\":[]}"u8);
                return StatusCodes.Status200OK;
            case TargetKind.Live:
                to.Raw("{\"live\":true}"u8);
                return StatusCodes.Status200OK;
            case TargetKind.Ready:
                return AnswerReady(to, "{"u8, readiness.IsServing && tables.Current.Position != default);
            default:
                return AnswerModel(target, to);
        }
    }

    private Outcome<int> AnswerModel(RequestTarget target, JsonBuffer to)
    {
        var table = tables.Current;
        if (RequestRouter.FindEndpoint(table, target.Endpoint, out var endpoint) is { } unknown)
            return unknown;

        var isSuspended = endpoint!.Routing.IsSuspended;
        var model = target.Version == 0 ? endpoint.Stable.Model : table.FindVersion(endpoint.Routing.Model, target.Version);
        if (model is null && target.Version != 0 && !isSuspended)
            return new Refusal(ServingCodes.NotFound, $"endpoint '{target.Endpoint}' has no version {target.Version} ready here");

        to.Raw("{\"name\":"u8);
        to.Text(Encoding.UTF8.GetBytes(target.Endpoint));
        if (target.Kind == TargetKind.ModelReady)
            return AnswerReady(to, ","u8, model is not null && !isSuspended);
        if (model is null)
            return isSuspended ? RequestRouter.Suspended(target.Endpoint) : new Refusal(ServingCodes.NotLoaded, $"endpoint '{target.Endpoint}' has no version that can answer now");

        WriteVersions(to, endpoint);
        to.Raw(",\"platform\":\"onnx_onnxv1\""u8);
        WriteTensors(to, ",\"inputs\":["u8, model.Signature.Inputs);
        WriteTensors(to, ",\"outputs\":["u8, model.Signature.Outputs);
        to.Mark('}');
        return StatusCodes.Status200OK;
    }

    private static int AnswerReady(JsonBuffer to, ReadOnlySpan<byte> before, bool isReady)
    {
        to.Raw(before);
        to.Raw(isReady ? "\"ready\":true}"u8 : "\"ready\":false}"u8);
        return isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
    }

    private static void WriteVersions(JsonBuffer to, ServedEndpoint endpoint)
    {
        to.Raw(",\"versions\":["u8);
        var isFirst = true;
        foreach (var version in endpoint.Variants.Where(v => v.Model is not null).Select(v => v.Routing.Version).Distinct().Order())
        {
            to.Raw(isFirst ? "\""u8 : ",\""u8);
            to.Number(version);
            to.Mark('"');
            isFirst = false;
        }

        to.Mark(']');
    }

    private static void WriteTensors(JsonBuffer to, ReadOnlySpan<byte> opening, ReadOnlySpan<TensorSignature> tensors)
    {
        to.Raw(opening);
        for (var i = 0; i < tensors.Length; i++)
        {
            if (i > 0)
                to.Mark(',');
            to.Raw(tensors[i].Opening.Span);
            to.Numbers(tensors[i].Shape);
            to.Raw("]}"u8);
        }

        to.Mark(']');
    }
}
