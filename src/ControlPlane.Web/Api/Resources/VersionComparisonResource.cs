using ControlPlane.Domain.Models;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Models;

namespace ControlPlane.Web.Api.Resources;

/// <summary>Two versions of one model side by side: what one saves and costs against the other. Immutable.</summary>
internal sealed record VersionComparisonResource
{
    public required string Model { get; init; }

    /// <summary>How far back requests and copies are looked at, seconds.</summary>
    public required double WindowSeconds { get; init; }

    /// <summary>What the right version saves and costs, in a sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>The version compared with; what was not measured is null.</summary>
    public required VersionFigures Left { get; init; }

    /// <summary>The version that may take its place; what was not measured is null.</summary>
    public required VersionFigures Right { get; init; }

    /// <summary>What callers would notice of the signature.</summary>
    public required IReadOnlyList<SignatureDifference> Differences { get; init; }

    /// <summary>Share of copied rows that both answered alike; null when they were never compared.</summary>
    public required ShareResource? Agreement { get; init; }

    /// <summary>Who was right on labelled requests that both were asked, from samples; null while no label has come.</summary>
    public required PairedTruthResource? Truth { get; init; }

    public static VersionComparisonResource Of(VersionComparison compared) => new()
    {
        Model = compared.Model.Name,
        WindowSeconds = VersionComparisonQuery.WindowLength.TotalSeconds,
        Sentence = VersionTradeOff.Sentence(compared.Left, compared.Right, compared.Agreement, compared.Truth),
        Left = compared.Left,
        Right = compared.Right,
        Differences = compared.Differences,
        Agreement = compared.Agreement is { } agreement ? ShareResource.Of(agreement) : null,
        Truth = compared.Truth.Count == 0 ? null : PairedTruthResource.Of(compared.Truth),
    };
}
