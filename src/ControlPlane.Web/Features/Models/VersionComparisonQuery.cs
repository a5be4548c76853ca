using ControlPlane.Contracts.Agents;
using ControlPlane.Data.Agents;
using ControlPlane.Data.Models;
using ControlPlane.Data.Shadows;
using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Analysis.Proportions;
using ControlPlane.Domain.Models;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Shadows;
using ControlPlane.Web.Features.Rollouts;

namespace ControlPlane.Web.Features.Models;

/// <summary>Reads what two versions of a model cost and how alike they answer. Thread-safe.</summary>
public sealed class VersionComparisonQuery(ModelQueries models, AgentQueries agents, SeriesQueries series, ShadowSampleQueries samples, TimeProvider clock)
{
    /// <summary>How far back requests are looked at.</summary>
    public static readonly TimeSpan WindowLength = TimeSpan.FromHours(1);

    /// <summary>The comparison; null when there is no such model or one of the versions is missing.</summary>
    public async Task<VersionComparison?> AskAsync(string model, int left, int right, CancellationToken cancellation)
    {
        var versions = await models.VersionsAsync(model, cancellation);
        if (await models.FindAsync(model, cancellation) is not { } row
            || versions.FirstOrDefault(v => v.Number == left) is not { } one || versions.FirstOrDefault(v => v.Number == right) is not { } other)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var rows = new List<WindowRow>();
        ProportionSample? agreement = null;
        var truth = PairedLabels.None;
        foreach (var endpoint in EndpointsOf(row, left, right))
        {
            var window = await series.WindowAsync(endpoint, now - WindowLength, now, cancellation);
            rows.AddRange(window);
            agreement = Plus(agreement, AgreementIn(window, left, right));
            truth = truth.Plus(await samples.CorrectnessAsync(endpoint, left, right, now - WindowLength, cancellation))
                .Plus((await samples.CorrectnessAsync(endpoint, right, left, now - WindowLength, cancellation)).Reverse());
        }

        var loaded = (await agents.MembersAsync(cancellation)).SelectMany(a => a.Versions).Where(v => v.Model == model).ToList();
        return new VersionComparison(
            row,
            SignatureComparison.Compare(one, other),
            FiguresOf(row, left, rows, loaded),
            FiguresOf(row, right, rows, loaded),
            agreement,
            truth,
            row.Versions.First(v => v.Number == left).ServesAt.Select(s => s.Endpoint).FirstOrDefault());
    }

    private static IEnumerable<string> EndpointsOf(ModelRow model, params int[] versions) =>
        model.Versions.Where(v => versions.Contains(v.Number)).SelectMany(v => v.ServesAt).Select(s => s.Endpoint).Distinct();

    // A shadow is compared with whatever variant answered: only where the other version is the only one that answers is that a comparison of the two.
    private static ProportionSample? AgreementIn(IReadOnlyList<WindowRow> window, int left, int right)
    {
        ProportionSample? sum = null;
        foreach (var (shadow, champion) in new[] { (right, left), (left, right) })
        {
            var answering = window.Where(w => w.Requests > 0 && RecordedEvidence.Of(w).Comparison is null).Select(w => w.Version).Distinct().ToList();
            if (answering is not [var only] || only != champion)
                continue;
            foreach (var row in window.Where(w => w.Version == shadow && RecordedEvidence.Of(w).Comparison is not null))
                sum = Plus(sum, new ShadowReport(row.Variant, RecordedEvidence.Of(row), Domain.Analysis.Templates.VariantEvidence.None, PairedLabels.None, ShadowLimits.Default).Agreement);
        }

        return sum;
    }

    private static ProportionSample? Plus(ProportionSample? one, ProportionSample? other) =>
        one is { } left && other is { } right ? left.Plus(right) : one ?? other;

    private static VersionFigures FiguresOf(ModelRow model, int version, List<WindowRow> window, List<LoadedVersion> loaded)
    {
        var rows = window.Where(w => w.Version == version).ToList();
        var holders = loaded.Where(v => v.Version == version && v.LoadMilliseconds is not null).ToList();
        var latency = WindowRow.LatencyOf(rows);
        var answered = rows.Sum(r => r.LatencyBins.Sum());
        var cpu = rows.Sum(r => RecordedEvidence.Of(r).CpuMilliseconds);
        var labelled = rows.Sum(r => r.Labelled);
        return new VersionFigures
        {
            Number = version,
            SizeBytes = model.Versions.First(v => v.Number == version).SizeBytes,
            LoadMilliseconds = Median([.. holders.Select(v => v.LoadMilliseconds!.Value)]),
            MemoryBytes = (long?)Median([.. holders.Where(v => v.MemoryBytes is not null).Select(v => (double)v.MemoryBytes!.Value)]),
            Agents = holders.Count,
            Requests = rows.Sum(r => r.Requests),
            LatencyP50 = latency?.P50,
            LatencyP99 = answered < VersionFigures.LeastForP99 ? null : latency?.P99,
            CpuPerThousand = answered == 0 || cpu == 0 ? null : cpu * 1000 / answered,
            Right = labelled == 0 ? null : new(rows.Sum(r => r.Correct), labelled),
        };
    }

    private static double? Median(double[] values)
    {
        Array.Sort(values);
        return values.Length == 0 ? null : (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
