using System.Text;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Serving;

/// <summary>Writes the headers that say where an answer comes from, and its feedback token. Singleton, thread-safe.</summary>
internal sealed class AnswerHeaders(TimeProvider time)
{
    /// <summary>Writes them. The token's string is all that is allocated.</summary>
    public void Write(Exchange exchange, InferWorkspace workspace, in RoutedRequest routed, in Prediction prediction)
    {
        var headers = exchange.ResponseHeaders;
        headers[HeaderTexts.ModelVersion] = routed.Identity.Version;
        headers[HeaderTexts.RoutingRevision] = routed.Identity.RouteRevision;
        if (routed.Selection is not { } selection)
            return;

        headers[HeaderTexts.Variant] = routed.Identity.Variant;
        if (selection.Bucket >= 0)
            headers[HeaderTexts.Bucket] = HeaderTexts.OfBucket(selection.Bucket);
        // What is not counted has no outcome either.
        if (exchange.IsBatch)
            return;
        headers[HeaderTexts.FeedbackToken] = Token(workspace, routed, selection, prediction);
    }

    /// <summary>Writes what a constant answer can say: it has no version and predicts nothing, so there is no feedback token.</summary>
    public static void WriteConstant(Exchange exchange, in RoutedRequest routed)
    {
        var headers = exchange.ResponseHeaders;
        headers[HeaderTexts.Variant] = routed.Identity.Variant;
        headers[HeaderTexts.RoutingRevision] = routed.Identity.RouteRevision;
        if (routed.Selection is { Bucket: >= 0 } selection)
            headers[HeaderTexts.Bucket] = HeaderTexts.OfBucket(selection.Bucket);
    }

    private string Token(InferWorkspace workspace, in RoutedRequest routed, in VariantSelection selection, in Prediction prediction)
    {
        var version = routed.Model!.Version.Version;
        var length = workspace.Tokens.Write(
            new FeedbackTokenFields
            {
                Endpoint = routed.Identity.Utf8Endpoint.Span,
                Variant = routed.Identity.Utf8Variant.Span,
                RequestId = workspace.RequestId,
                PredictedLabel = routed.Model.Predictions.LabelOf(prediction, workspace.LabelScratch),
                Segments = RequestSegments.Write(routed.Endpoint.Routing.SegmentAttributes, workspace.Attributes, routed.Recorder, workspace.SegmentScratch),
                Version = version,
                RouteRevision = routed.Endpoint.Routing.RouteRevision,
                AnsweredAtSeconds = time.GetUtcNow().ToUnixTimeSeconds(),
                // The bucket of a running number says nothing about a caller.
                Bucket = selection.Reason == SelectionReason.Ordinal ? -1 : selection.Bucket,
                Score = prediction.Score,
                Propensity = selection.Propensity,
            },
            workspace.TokenScratch);
        return Encoding.ASCII.GetString(workspace.TokenScratch.AsSpan(0, length));
    }
}
