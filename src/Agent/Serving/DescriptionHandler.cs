using System.Text;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Serving.Json;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Serving;

/// <summary>Answers in JSON what is asked about the server and its endpoints. Singleton, thread-safe.</summary>
internal sealed class DescriptionHandler(EndpointCatalog catalog)
{
    /// <summary>Largest body of a question that has one.</summary>
    public const long MaximumBody = 4 << 10;

    /// <summary>Writes the answer and gives its status.</summary>
    public Outcome<int> Answer(RequestTarget target, JsonBuffer to)
    {
        switch (target.Kind)
        {
            case TargetKind.Server:
                WriteServer(to);
                return StatusCodes.Status200OK;
            case TargetKind.Live:
                to.Raw("{\"live\":true}"u8);
                return StatusCodes.Status200OK;
            case TargetKind.Ready:
                return AnswerReady(to, "{"u8, catalog.IsReady);
            case TargetKind.ModelReady:
                return AnswerModelReady(target, to);
            case TargetKind.Statistics:
                return AnswerStatistics(target, to);
            default:
                return AnswerModel(target, to);
        }
    }

    /// <summary>Writes the index of what is served.</summary>
    /// <param name="body">Empty, or an object that may say <c>ready</c>.</param>
    /// <param name="to">Where it goes.</param>
    /// <returns>Null, or a refusal: <c>request_malformed</c>.</returns>
    public Refusal? AnswerIndex(ReadOnlySpan<byte> body, JsonBuffer to)
    {
        var read = IndexForm.Read(body);
        if (!read.IsAccepted)
            return read.Refusal;

        to.Mark('[');
        foreach (var (number, version) in catalog.Index(read.Value).Index())
        {
            to.Raw(number > 0 ? ",{\"name\":"u8 : "{\"name\":"u8);
            Text(to, version.Endpoint);
            to.Raw(",\"version\":\""u8);
            to.Number(version.Version);
            to.Raw("\",\"state\":\""u8);
            to.Utf8(version.State);
            to.Raw("\",\"reason\":"u8);
            Text(to, version.Reason ?? "");
            to.Mark('}');
        }

        to.Mark(']');
        return null;
    }

    private static void WriteServer(JsonBuffer to)
    {
        to.Raw("{\"name\":"u8);
        Text(to, EndpointCatalog.ServerName);
        to.Raw(",\"version\":"u8);
        Text(to, EndpointCatalog.ServerVersion);
        to.Raw(",\"extensions\":["u8);
        foreach (var (number, extension) in EndpointCatalog.Extensions.Index())
        {
            if (number > 0)
                to.Mark(',');
            Text(to, extension);
        }

        to.Raw("]}"u8);
    }

    private Outcome<int> AnswerModelReady(RequestTarget target, JsonBuffer to)
    {
        var ready = catalog.IsModelReady(target.Endpoint, target.Version);
        if (!ready.IsAccepted)
            return ready.Refusal;

        to.Raw("{\"name\":"u8);
        Text(to, target.Endpoint);
        return AnswerReady(to, ","u8, ready.Value);
    }

    private Outcome<int> AnswerStatistics(RequestTarget target, JsonBuffer to)
    {
        var counted = catalog.Statistics(target.Endpoint, target.Version);
        if (!counted.IsAccepted)
            return counted.Refusal;

        StatisticsWriter.Write(to, counted.Value);
        return StatusCodes.Status200OK;
    }

    private Outcome<int> AnswerModel(RequestTarget target, JsonBuffer to)
    {
        var described = catalog.Describe(target.Endpoint, target.Version);
        if (!described.IsAccepted)
            return described.Refusal;

        to.Raw("{\"name\":"u8);
        Text(to, target.Endpoint);
        WriteVersions(to, described.Value);
        to.Raw(",\"platform\":"u8);
        Text(to, EndpointCatalog.Platform);
        WriteTensors(to, ",\"inputs\":["u8, described.Value.Model.Signature.Inputs);
        WriteTensors(to, ",\"outputs\":["u8, described.Value.Model.Signature.Outputs);
        to.Mark('}');
        return StatusCodes.Status200OK;
    }

    private static int AnswerReady(JsonBuffer to, ReadOnlySpan<byte> before, bool isReady)
    {
        to.Raw(before);
        to.Raw(isReady ? "\"ready\":true}"u8 : "\"ready\":false}"u8);
        return isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
    }

    private static void WriteVersions(JsonBuffer to, DescribedEndpoint described)
    {
        to.Raw(",\"versions\":["u8);
        foreach (var (number, version) in described.Versions.Index())
        {
            to.Raw(number == 0 ? "\""u8 : ",\""u8);
            to.Number(version);
            to.Mark('"');
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
            to.Raw(tensors[i].IsOptional ? "],\"parameters\":{\"optional\":true}}"u8 : "]}"u8);
        }

        to.Mark(']');
    }

    private static void Text(JsonBuffer to, string text) => to.Text(Encoding.UTF8.GetBytes(text));
}
