using System.Globalization;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Web.Api;

/// <summary>Which measurements a question is about: <c>?variant=v2&amp;revision=12-15&amp;by=revision</c>, or a step of a rollout. Immutable.</summary>
/// <param name="Selection">What to read.</param>
/// <param name="Rollout">Id of the rollout whose step is meant; null for none.</param>
/// <param name="Step">Index of that step, from 0.</param>
internal sealed record MetricsFilter(SeriesSelection Selection, string? Rollout, int Step)
{
    /// <summary>Reads the query.</summary>
    /// <returns>Refusal: <c>query_malformed</c>, with every wrong parameter.</returns>
    public static Outcome<MetricsFilter> Read(IQueryCollection query)
    {
        var problems = new List<FieldProblem>();
        var (least, most) = Revisions(query["revision"].ToString(), problems);
        var grouping = SeriesGrouping.ByVersion;
        if (query["by"].ToString() is { Length: > 0 } by)
        {
            if (by == "revision")
                grouping = SeriesGrouping.ByRevision;
            else
                problems.Add(new FieldProblem("by", $"is '{by}'", "use revision, or leave it out"));
        }

        var rollout = query["rollout"].ToString();
        var step = 0;
        if (rollout.Length > 0 != query["rolloutStep"].ToString().Length > 0)
            problems.Add(new FieldProblem("rolloutStep", "is given without the other of rollout and rolloutStep", "give both or neither"));
        else if (rollout.Length > 0 && !int.TryParse(query["rolloutStep"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out step))
            problems.Add(new FieldProblem("rolloutStep", $"is '{query["rolloutStep"]}'", "use the index of a step, from 0"));

        var variant = query["variant"].ToString();
        return problems.Count == 0
            ? new MetricsFilter(new SeriesSelection(variant.Length == 0 ? null : variant, least, most, grouping), rollout.Length == 0 ? null : rollout, step)
            : MetricsRange.Malformed(problems);
    }

    /// <summary>The part of a range in which the step was in force on every agent.</summary>
    /// <param name="range">The asked range.</param>
    /// <param name="found">The rollout.</param>
    /// <returns>Refusal: <c>query_malformed</c> when the step was not in force then.</returns>
    public Outcome<MetricsRange> During(MetricsRange range, Rollout found)
    {
        if (found.Runs.LastOrDefault(r => r.Step == Step) is not { ConfirmedAt: { } confirmed } run)
            return Refusal.OfField(ApiRefusals.QueryMalformed, "rolloutStep", $"is {Step}, which is not in force on every agent yet", $"use one of the steps that have begun, 0 to {found.Step}");
        var (from, to) = (Later(range.From, confirmed), run.EndedAt is { } ended && ended < range.To ? ended : range.To);
        return from < to
            ? range with { From = from, To = to }
            : Refusal.OfField(ApiRefusals.QueryMalformed, "from", $"to 'to' holds nothing of step {Step}, in force from {confirmed:O} to {run.EndedAt?.ToString("O") ?? "now"}", "ask for a time in which it was in force");
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static (long Least, long Most) Revisions(string text, List<FieldProblem> problems)
    {
        if (text.Length == 0)
            return (0, long.MaxValue);
        var parts = text.Split('-');
        var hasLeast = long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var least);
        long most = least;
        var hasMost = parts.Length == 1 || (parts.Length == 2 && (parts[1].Length == 0 || long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out most)));
        if (parts is [_, ""])
            most = long.MaxValue;
        if (hasLeast && hasMost && least <= most)
            return (least, most);
        problems.Add(new FieldProblem("revision", $"is '{text}'", "use a route revision, or a range such as 12-15 or 12-"));
        return (0, long.MaxValue);
    }
}
