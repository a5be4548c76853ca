using System.Globalization;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Telemetry;

namespace ControlPlane.Web.Api;

/// <summary>
/// The time a question about measurements is about: <c>?from=-15m&amp;to=now&amp;step=10s</c>.
/// Instants are ISO 8601, Unix seconds, <c>now</c>, or a duration before now. Immutable.
/// </summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
/// <param name="Step">Whole seconds.</param>
internal sealed record MetricsRange(DateTimeOffset From, DateTimeOffset To, TimeSpan Step)
{
    private const string Remedy = "use an instant such as 2026-03-01T12:00:00Z, Unix seconds, now, or a time ago such as -15m";
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();
    private static readonly TimeSpan Longest = TimeSpan.FromDays(4_000);
    private static readonly TimeSpan UsualLength = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan UsualStep = TimeSpan.FromSeconds(10);

    /// <summary>Reads the query.</summary>
    /// <returns>Refusal: <c>query_malformed</c>, with every wrong parameter.</returns>
    public static Outcome<MetricsRange> Read(IQueryCollection query, DateTimeOffset now)
    {
        var problems = new List<FieldProblem>();
        var (from, to) = Bounds(query, now, UsualLength, problems);
        var step = ReadStep(query, problems);
        var steps = (to - from) / step;
        if (problems.Count == 0 && steps > SeriesQueries.MaximumSteps)
            problems.Add(new FieldProblem("step", $"makes {steps:0} steps", $"use a longer one, for at most {SeriesQueries.MaximumSteps}"));
        return problems.Count == 0
            ? new MetricsRange(from, to, step)
            : Malformed(problems);
    }

    /// <summary>Reads a query for one window without steps.</summary>
    /// <returns>Refusal: <c>query_malformed</c>, with every wrong parameter.</returns>
    public static Outcome<(DateTimeOffset From, DateTimeOffset To)> ReadWindow(IQueryCollection query, DateTimeOffset now, TimeSpan usualLength)
    {
        var problems = new List<FieldProblem>();
        var (from, to) = Bounds(query, now, usualLength, problems);
        return problems.Count == 0 ? (from, to) : Malformed(problems);
    }

    private static (DateTimeOffset From, DateTimeOffset To) Bounds(IQueryCollection query, DateTimeOffset now, TimeSpan usualLength, List<FieldProblem> problems)
    {
        var to = Instant(query, "to", now, now, problems);
        var from = Instant(query, "from", to - usualLength, now, problems);
        if (problems.Count == 0 && from >= to)
            problems.Add(new FieldProblem("from", $"is {from:O}, not before {to:O}", "name an earlier instant"));
        return (from, to);
    }

    /// <summary>One end of a time; null when the query does not name it.</summary>
    public static DateTimeOffset? Bound(IQueryCollection query, string name, DateTimeOffset now, List<FieldProblem> problems) =>
        query[name].ToString().Length == 0 ? null : Instant(query, name, now, now, problems);

    /// <summary>The refusal of a query with every wrong parameter.</summary>
    public static Refusal Malformed(List<FieldProblem> problems) =>
        new(ApiRefusals.QueryMalformed, $"{problems[0].Field}: {problems[0].Problem}; {problems[0].Remedy}.") { Fields = problems };

    private static DateTimeOffset Instant(IQueryCollection query, string name, DateTimeOffset usual, DateTimeOffset now, List<FieldProblem> problems)
    {
        var text = query[name].ToString();
        if (text.Length == 0)
            return usual;
        if (text == "now")
            return now;
        if (text[0] == '-' && Duration(text[1..]) is { } ago)
            return now - ago;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LastSecond)
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var instant))
            return instant;
        problems.Add(new FieldProblem(name, $"is '{text}'", Remedy));
        return usual;
    }

    private static TimeSpan ReadStep(IQueryCollection query, List<FieldProblem> problems)
    {
        var text = query["step"].ToString();
        if (text.Length == 0)
            return UsualStep;
        if (Duration(text) is { } step && step > TimeSpan.Zero)
            return step;
        problems.Add(new FieldProblem("step", $"is '{text}'", "use whole seconds, or a duration such as 10s, 1m, 1h"));
        return UsualStep;
    }

    private static TimeSpan? Duration(string text)
    {
        var (digits, unit) = text.Length > 0 && char.IsAsciiLetter(text[^1]) ? (text[..^1], text[^1]) : (text, 's');
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return null;
        long? seconds = unit switch
        {
            's' => count,
            'm' => count * 60L,
            'h' => count * 3_600L,
            'd' => count * 86_400L,
            _ => null,
        };
        return seconds <= Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds.Value) : null;
    }
}
