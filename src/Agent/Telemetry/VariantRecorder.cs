using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using ControlPlane.AgentHost.Guards;
using ControlPlane.Contracts.Routing;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>
/// Counts what one variant does under one routing. Called once per decided request from many threads:
/// each processor has its own counts behind its own lock, so that a call meets no other and a drain sees whole requests only.
/// Thread-safe, no allocation after the first appearance of a name.
/// </summary>
public sealed class VariantRecorder
{
    private const int MaximumStripes = 16;
    private const int CachedIndexTexts = 1_000;

    private static readonly double MillisecondsPerTick = 1_000.0 / Stopwatch.Frequency;
    private static readonly string[] IndexTexts = [.. Enumerable.Range(0, CachedIndexTexts).Select(i => i.ToString(CultureInfo.InvariantCulture))];
    private static readonly int StripeMask = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Min(Environment.ProcessorCount, MaximumStripes)) - 1;

    private readonly IReadOnlyList<string> _classNames;
    private readonly IReadOnlyList<string> _segmentAttributes;
    private readonly IReadOnlyList<RoutingRule> _rules;
    private readonly BoundedNames _labels;
    private readonly BoundedNames[] _segmentValues;
    private readonly VariantCounts[] _stripes;
    private readonly Lock _drain = new();
    private readonly GuardCounts? _drained;
    private int _diversions;

    /// <summary>Counts of a variant, nothing counted yet.</summary>
    public VariantRecorder(EndpointRouting routing, VariantRouting variant, OutputReading reading)
    {
        Key = new VariantKey(routing.Name, variant.Name, variant.Version, routing.RouteRevision);
        Role = variant.Role;
        _classNames = reading.ClassNames;
        _segmentAttributes = routing.SegmentAttributes;
        _rules = routing.Rules;
        _labels = new BoundedNames(OutputSummary.MaximumLabels, OutputSummary.OtherLabel, reading.ClassNames);
        _segmentValues = [.. _segmentAttributes.Select(_ => new BoundedNames(VariantCounts.MaximumSegmentValues, OutputSummary.OtherLabel))];
        _drained = routing.Guards is null ? null : new GuardCounts();
        Features = new FeatureSample(_segmentAttributes, _segmentValues, seed: variant.Version);
        _stripes = [.. Enumerable.Range(0, StripeMask + 1).Select(_ => NewCounts())];
    }

    /// <summary>What its counts are kept apart by.</summary>
    public VariantKey Key { get; }

    /// <summary>The variant's role under this routing.</summary>
    public VariantRole Role { get; }

    /// <summary>Looks at some rows of its requests.</summary>
    internal FeatureSample Features { get; }

    /// <summary>True while requests meant for the variant go elsewhere, for whatever reason; one volatile read.</summary>
    public bool IsDiverted => Volatile.Read(ref _diversions) != 0;

    /// <summary>True from a guard's trip on; a route revision that rises has recorders of its own.</summary>
    public bool IsTripped => (Volatile.Read(ref _diversions) & (int)Diversion.Trip) != 0;

    /// <summary>A request was answered.</summary>
    /// <param name="elapsedTicks">From the request's arrival to its answer, in <see cref="Stopwatch"/> ticks.</param>
    /// <param name="prediction">What was predicted.</param>
    /// <param name="ruleIndex">The rule that matched; −1 for the default split.</param>
    /// <param name="attributes">What segments are read from.</param>
    /// <param name="cell">Its assignment cell; −1 when none was assigned, as where a rule names the variant, and for copies.</param>
    /// <param name="cpuNanoseconds">Processor time inside the model.</param>
    public void Answered(long elapsedTicks, in Prediction prediction, int ruleIndex, IRequestAttributes attributes, int cell = -1, long cpuNanoseconds = 0)
    {
        var bin = LatencySketch.BinOf(elapsedTicks * MillisecondsPerTick);
        var stripe = Stripe();
        lock (stripe)
        {
            CountRequest(stripe, ruleIndex, attributes, cell, errors: 0);
            stripe.AddLatency(bin);
            stripe.CpuNanoseconds += cpuNanoseconds;
            if (prediction.IsInvalid)
                stripe.Invalid++;
            CountRow(stripe, prediction.LabelIndex, prediction.Label, prediction.Score);
            foreach (var row in prediction.FurtherRows.Span)
                CountRow(stripe, row.LabelIndex, row.Label, row.Score);
        }
    }

    /// <summary>A request failed after this variant was decided.</summary>
    public void Failed(ErrorClass error, int ruleIndex, IRequestAttributes attributes, int cell = -1)
    {
        var stripe = Stripe();
        lock (stripe)
        {
            // A request that could not be accepted is the caller's fault.
            CountRequest(stripe, ruleIndex, attributes, cell, error == ErrorClass.Rejected ? 0 : 1);
            stripe.Errors[(int)error]++;
        }
    }

    /// <summary>A request meant for this variant went elsewhere, because its version is not here or its traffic was taken away.</summary>
    public void Diverted()
    {
        var stripe = Stripe();
        lock (stripe)
            stripe.Diverted++;
    }

    /// <summary>A copy meant for this shadow was not run.</summary>
    public void CopyDropped()
    {
        var stripe = Stripe();
        lock (stripe)
            stripe.DroppedCopies++;
    }

    /// <summary>A copy was run, or failed, and is held against the answer the caller got.</summary>
    internal void Compared(CopyComparison comparison)
    {
        var stripe = Stripe();
        lock (stripe)
            (stripe.Comparison ??= new ComparisonCounts()).Add(comparison);
    }

    /// <summary>The name that a value of a segment attribute is counted under.</summary>
    /// <param name="attribute">Index into the endpoint's segment attributes.</param>
    /// <param name="value">As the request has it.</param>
    internal string SegmentNameOf(int attribute, string value) => _segmentValues[attribute].NameOf(_segmentValues[attribute].NumberOf(value));

    /// <summary>From now on requests meant for the variant go elsewhere.</summary>
    internal void Divert(Diversion reason) => Interlocked.Or(ref _diversions, (int)reason);

    /// <summary>A reason for going elsewhere is gone.</summary>
    internal void Restore(Diversion reason) => Interlocked.And(ref _diversions, ~(int)reason);

    /// <summary>Whether it can count under a routing: the same rules and segments, in the same places.</summary>
    internal bool Counts(EndpointRouting routing) =>
        _rules.Select(r => r.Id).SequenceEqual(routing.Rules.Select(r => r.Id), StringComparer.Ordinal)
        && _segmentAttributes.SequenceEqual(routing.SegmentAttributes, StringComparer.Ordinal);

    /// <summary>Counts with room for what this recorder counts.</summary>
    internal VariantCounts NewCounts() => new(_segmentAttributes.Count, _rules.Count);

    /// <summary>Moves everything counted since the last drain.</summary>
    internal void DrainInto(VariantCounts total)
    {
        lock (_drain)
        {
            foreach (var stripe in _stripes)
            {
                lock (stripe)
                {
                    _drained?.Add(stripe);
                    stripe.MoveTo(total);
                }
            }
        }
    }

    /// <summary>Adds everything counted since the making of the recorder, drained or not. Only for an endpoint with guards.</summary>
    internal void ReadInto(GuardCounts total)
    {
        lock (_drain)
        {
            total.Add(_drained!);
            foreach (var stripe in _stripes)
            {
                lock (stripe)
                    total.Add(stripe);
            }
        }
    }

    /// <summary>Counts as the absolute totals of a span.</summary>
    internal TelemetryBucket ToBucket(VariantCounts counts, long start, int seconds, int revision) => new()
    {
        Start = start,
        Seconds = seconds,
        Endpoint = Key.Endpoint,
        Variant = Key.Variant,
        Version = Key.Version,
        RouteRevision = Key.RouteRevision,
        Revision = revision,
        Requests = counts.Requests,
        Errors = counts.Errors.Index().Where(e => e.Item > 0).ToDictionary(e => (ErrorClass)e.Index, e => e.Item),
        Diverted = counts.Diverted,
        DroppedCopies = counts.DroppedCopies,
        Latency = counts.Latencies() is { Count: > 0 } sketch ? sketch.ToBytes() : null,
        Outputs = new OutputSummary
        {
            Labels = Named(counts.Labels, _labels.NameOf),
            Scores = counts.Scores.Any(s => s > 0) ? [.. counts.Scores] : [],
            Invalid = counts.Invalid,
        },
        Segments = SegmentsOf(counts.Segments),
        SegmentErrors = SegmentsOf(counts.SegmentErrors),
        Cells = counts.Cells.IsEmpty ? null : counts.Cells.ToBytes(),
        CpuMicroseconds = counts.CpuNanoseconds / 1_000,
        Comparison = counts.Comparison?.ToSummary(),
        Rules = Named(counts.Rules, rule => _rules[rule].Id),
        IsTripped = IsTripped,
    };

    private VariantCounts Stripe() => _stripes[Thread.GetCurrentProcessorId() & StripeMask];

    private void CountRequest(VariantCounts stripe, int ruleIndex, IRequestAttributes attributes, int cell, int errors)
    {
        stripe.Requests++;
        if (cell >= 0)
            stripe.Cells.Add(cell, 1, errors);
        if (ruleIndex >= 0)
            stripe.Rules[ruleIndex]++;
        for (var attribute = 0; attribute < _segmentValues.Length; attribute++)
        {
            if (attributes.Find(_segmentAttributes[attribute]) is not { } value)
                continue;
            var number = _segmentValues[attribute].NumberOf(value);
            stripe.Segments[attribute][number]++;
            stripe.SegmentErrors[attribute][number] += errors;
        }
    }

    private void CountRow(VariantCounts stripe, int labelIndex, string? label, float score)
    {
        if (label is not null)
            stripe.Labels[_labels.NumberOf(label)]++;
        else if (labelIndex >= 0)
            stripe.Labels[_labels.NumberOf(TextOf(labelIndex))]++;
        stripe.AddScore(score);
    }

    private string TextOf(int labelIndex) =>
        labelIndex < _classNames.Count ? _classNames[labelIndex]
        : labelIndex < CachedIndexTexts ? IndexTexts[labelIndex]
        : labelIndex.ToString(CultureInfo.InvariantCulture);

    private Dictionary<string, long> SegmentsOf(long[][] counts)
    {
        var segments = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var attribute = 0; attribute < _segmentValues.Length; attribute++)
        {
            foreach (var (value, count) in Named(counts[attribute], _segmentValues[attribute].NameOf))
                segments.Add($"{_segmentAttributes[attribute]}={value}", count);
        }

        return segments;
    }

    internal static Dictionary<string, long> Named(ReadOnlySpan<long> counts, Func<int, string> nameOf)
    {
        var named = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var number = 0; number < counts.Length; number++)
        {
            // A caller may send the name that the rest is counted under.
            if (counts[number] > 0)
                named[nameOf(number)] = named.GetValueOrDefault(nameOf(number)) + counts[number];
        }

        return named;
    }
}
