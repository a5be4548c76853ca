using System.Globalization;
using System.Text;
using System.Text.Json;
using ControlPlane.AgentHost.Jobs;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Serving.Json;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Serving;

/// <summary>
/// Answers with stored predictions by key, with their age; no model runs.
/// A set made by another version than the stable one answers all the same and says that it is out of date. Singleton, thread-safe.
/// </summary>
internal sealed class PredictionHandler(PredictionSets predictions, ServingTableHolder tables, TimeProvider time)
{
    /// <summary>Puts the answer into the buffer and its headers into the exchange.</summary>
    /// <returns>Null, or a refusal: <c>not_found</c>, <c>not_loaded</c>.</returns>
    public Refusal? Answer(Exchange exchange, JsonBuffer json)
    {
        var (name, key) = (exchange.Target.Endpoint, exchange.Target.Key);
        if (RequestRouter.FindEndpoint(tables.Current, name, out var endpoint) is { } unknown)
            return unknown;
        if (predictions.Find(name) is not { } set)
            return new Refusal(ServingCodes.NotFound, $"endpoint '{name}' has no stored predictions here; run a batch job that stores its results, or ask infer");
        if (set.Find(key) is not { } line)
            return new Refusal(ServingCodes.NotFound, $"endpoint '{name}' has no stored prediction for the key {RequestTexts.Show(key)}; ask infer");

        var (version, isCurrent) = (set.Offer.Version, endpoint!.Stable.Routing.Version == set.Offer.Version);
        var age = Math.Max(0, (long)(time.GetUtcNow() - set.Offer.ComputedAt).TotalSeconds);
        exchange.ResponseHeaders.Age = age.ToString(CultureInfo.InvariantCulture);
        exchange.ResponseHeaders[HeaderTexts.ModelVersion] = version.ToString(CultureInfo.InvariantCulture);
        exchange.ResponseHeaders[HeaderTexts.PredictionState] = isCurrent ? "current" : "out-of-date";
        using var stored = JsonDocument.Parse(line);
        json.Raw("{\"model_name\":"u8);
        json.Text(Encoding.UTF8.GetBytes(name));
        json.Raw(",\"model_version\":\""u8);
        json.Number(version);
        json.Raw("\",\"parameters\":{\"computed_at\":\""u8);
        json.Utf8(set.Offer.ComputedAt.ToString("O", CultureInfo.InvariantCulture));
        json.Raw(isCurrent ? "\",\"is_current\":true},\"outputs\":"u8 : "\",\"is_current\":false},\"outputs\":"u8);
        json.Utf8(stored.RootElement.GetProperty("outputs").GetRawText());
        json.Mark('}');
        return null;
    }
}
