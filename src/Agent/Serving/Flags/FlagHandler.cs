using System.Globalization;
using System.Text;
using ControlPlane.AgentHost.Routing;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Serving.Flags;

/// <summary>
/// Says which variant a caller gets, without asking it: each endpoint is a flag whose value is the variant's name.
/// Routing decides, by the very code that decides for inference requests. Nothing is counted as traffic. Singleton, thread-safe.
/// </summary>
internal sealed class FlagHandler(ServingTableHolder tables, FlagEvaluations evaluations)
{
    // A model that has gone meanwhile is gone because a newer table is in force.
    private const int Tries = 100;

    /// <summary>One flag.</summary>
    public FlagAnswer Evaluate(string key, FlagContext context)
    {
        FlagAnswer? answer = null;
        for (var attempt = 0; attempt < Tries && answer is null; attempt++)
        {
            if (!tables.Current.TryFind(key, out var endpoint))
                return Counted(FlagAnswer.Failed(key, FlagErrors.NotFound, $"there is no endpoint '{key}'"));
            answer = Evaluate(endpoint, context);
        }

        return Counted(answer ?? FlagAnswer.Failed(key, FlagErrors.General, $"endpoint '{key}' has no version that can answer now"));
    }

    /// <summary>Every flag, by name.</summary>
    public FlagList EvaluateAll(FlagContext context) =>
        new([.. tables.Current.Endpoints.Keys.Order(StringComparer.Ordinal).Select(key => Evaluate(key, context))]);

    private FlagAnswer Counted(FlagAnswer answer)
    {
        evaluations.Count(answer.ErrorCode ?? answer.Reason!);
        return answer;
    }

    // Null when the table went out of date.
    private static FlagAnswer? Evaluate(ServedEndpoint endpoint, FlagContext context)
    {
        var routing = endpoint.Routing;
        if (endpoint.RefusesAll)
            return FlagAnswer.Failed(routing.Name, FlagErrors.General, RequestRouter.Suspended(routing.Name).Sentence);

        // A caller without a key has a bucket by chance; it is asked for only where no bucket can matter.
        var selection = endpoint.Selector.Select(context.Utf8Key, new FlagCaller(context, routing.RoutingKey), ordinal: 0);
        var isSplit = selection is { Bucket: >= 0, Propensity: < StickyHash.BucketCount };
        if (isSplit && routing.Assignment == AssignmentUnit.Request)
            return FlagAnswer.Failed(routing.Name, FlagErrors.General, $"endpoint '{routing.Name}' assigns each request anew, so that only the answer to a request tells its variant");
        if (isSplit && context.Utf8Key.Length == 0)
            return FlagAnswer.Failed(routing.Name, FlagErrors.TargetingKeyMissing, $"endpoint '{routing.Name}' splits callers by their routing key; send it as targetingKey");

        var routed = RoutedRequest.Of(endpoint, selection);
        if (!routed.CanBeAnswered)
            return null;
        routed.Model?.Exit();
        var variant = Encoding.UTF8.GetString(routed.Identity.Utf8Variant.Span);
        return new FlagAnswer
        {
            Key = routing.Name,
            Value = variant,
            Variant = variant,
            Reason = ReasonOf(routed, selection, isSplit),
            Metadata = new FlagMetadata(routing.Model, int.Parse(routed.Identity.Version, CultureInfo.InvariantCulture), routing.RouteRevision)
            {
                Bucket = isSplit ? selection.Bucket : null,
                Rule = selection.Rule >= 0 ? routing.Rules[selection.Rule].Id : null,
                DivertedFrom = routed.DivertedFrom?.Key.Variant,
            },
        };
    }

    private static string ReasonOf(in RoutedRequest routed, in VariantSelection selection, bool isSplit)
    {
        if (routed.DivertedFrom is not null)
            return FlagReasons.Disabled;
        if (isSplit)
            return FlagReasons.Split;
        if (selection.Rule >= 0)
            return FlagReasons.TargetingMatch;
        return routed.Endpoint.Routing.Rules.Count > 0 ? FlagReasons.Default : FlagReasons.Static;
    }
}
