using System.Globalization;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Models;

namespace ControlPlane.Web.Api;

/// <summary>Reads where a version comes from out of a query.</summary>
internal static class OriginReader
{
    /// <summary>The origin.</summary>
    /// <returns>Refusal: <c>query_malformed</c>.</returns>
    public static Outcome<VersionOrigin> Read(IQueryCollection query)
    {
        var metrics = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var text in query["metric"])
        {
            var equals = text?.LastIndexOf('=') ?? -1;
            if (equals < 1 || !double.TryParse(text![(equals + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                return Refusal.OfField(ApiRefusals.QueryMalformed, "metric", $"is '{text}'", "write name=number, such as accuracy=0.97");
            metrics[text[..equals]] = value;
        }

        return new VersionOrigin
        {
            Commit = TextOf(query, "commit"),
            TrainingData = TextOf(query, "trainingData"),
            RunId = TextOf(query, "runId"),
            ModelUuid = TextOf(query, "modelUuid"),
            Metrics = metrics,
        };
    }

    private static string? TextOf(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;
}
