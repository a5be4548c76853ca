using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;
using ControlPlane.Domain.Analysis.Templates.Sources;

namespace ControlPlane.Web.Api.Resources;

/// <summary>Where a check's numbers come from, as a caller writes it.</summary>
internal sealed record MetricSourceBody
{
    public required SourceKind Kind { get; init; }

    public string Address { get; init; } = "";

    public string Query { get; init; } = "";

    public string? ChampionQuery { get; init; }

    public string? Secret { get; init; }

    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan? Timeout { get; init; }

    public int Retries { get; init; } = 2;

    public MetricSource? ToSource() => Kind switch
    {
        SourceKind.Builtin => null,
        SourceKind.Prometheus => new PrometheusSource { Address = Address, Query = Query, ChampionQuery = ChampionQuery, Secret = Secret, Timeout = Timeout ?? Usual },
        SourceKind.Webhook => new WebhookSource { Address = Address, Secret = Secret, Timeout = Timeout ?? Usual, Retries = Retries },
        _ => throw new InvalidOperationException($"{Kind} is no source."),
    };

    private static TimeSpan Usual => TimeSpan.FromSeconds(5);

    /// <summary>Kinds of sources.</summary>
    [JsonConverter(typeof(KebabCaseEnumConverter<SourceKind>))]
    internal enum SourceKind
    {
        /// <summary>The control plane counts it.</summary>
        Builtin,

        /// <summary>A query of a Prometheus server.</summary>
        Prometheus,

        /// <summary>A service that answers with a value or a verdict.</summary>
        Webhook,
    }
}
