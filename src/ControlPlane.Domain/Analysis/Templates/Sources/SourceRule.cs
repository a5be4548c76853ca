using ControlPlane.Domain.Naming;

namespace ControlPlane.Domain.Analysis.Templates.Sources;

/// <summary>Whether a source of a check can be asked. Stateless.</summary>
internal static class SourceRule
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromSeconds(30);

    public static void Check(string path, MetricCheck check, MetricSource source, Problems problems)
    {
        problems.Add(NameRule.Check($"{path}.metric", check.Metric));
        if (check.Unit is { Length: 0 or > 20 })
            problems.Add($"{path}.unit", $"has {check.Unit.Length} characters", "use 1 to 20, or leave it out");
        CheckQuestion($"{path}.source", source, problems);
        switch (source)
        {
            case PrometheusSource prometheus:
                CheckQuery($"{path}.source.query", prometheus.Query, problems);
                if (prometheus.ChampionQuery is { } champion)
                    CheckQuery($"{path}.source.championQuery", champion, problems);
                break;
            case WebhookSource { Retries: < 0 or > WebhookSource.MaximumRetries } webhook:
                problems.Add($"{path}.source.retries", $"is {webhook.Retries}", $"use 0 to {WebhookSource.MaximumRetries}");
                break;
        }
    }

    /// <summary>What every source has in common: where it is, by which secret, for how long it is waited.</summary>
    public static void CheckQuestion(string path, MetricSource source, Problems problems)
    {
        CheckAddress($"{path}.address", source.Address, problems);
        if (source.Secret is { } secret)
            problems.Add(NameRule.Check($"{path}.secret", secret));
        if (source.Timeout < TimeSpan.FromMilliseconds(100) || source.Timeout > LongestTimeout)
            problems.Add($"{path}.timeout", $"is {source.Timeout.TotalSeconds:0.###} s", "use 0.1 s to 30 s");
    }

    private static void CheckAddress(string field, string address, Problems problems)
    {
        var isAddress = Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
        if (!isAddress || address.Length > MetricSource.MaximumAddress)
            problems.Add(field, $"is '{(address.Length > 100 ? address[..100] + "…" : address)}'", "use an address such as https://prometheus.example:9090");
        else if (uri!.UserInfo.Length > 0 || uri.Fragment.Length > 0)
            problems.Add(field, "holds a user, a password or a fragment", "leave them out and name a secret instead");
    }

    private static void CheckQuery(string field, string query, Problems problems)
    {
        if (string.IsNullOrWhiteSpace(query) || query.Length > PrometheusSource.MaximumQuery)
            problems.Add(field, $"has {query.Length} characters", $"use 1 to {PrometheusSource.MaximumQuery}");
        foreach (var name in QueryText.NamesIn(query).Where(n => !QueryText.Facts.Contains(n, StringComparer.Ordinal)).Distinct())
            problems.Add(field, $"names '{name}' between double braces, which is unknown", $"use one of {string.Join(", ", QueryText.Facts)}, or args. with a parameter of the template");
    }
}
