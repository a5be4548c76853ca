using System.Globalization;

namespace ControlPlane.Web.Components;

/// <summary>How numbers, shares and spans of time read on every screen.</summary>
public static class Wording
{
    /// <summary>Stands where a number is not known.</summary>
    public const string Unknown = "–";

    /// <summary>Basis points in a whole.</summary>
    private const int Whole = 10_000;

    /// <summary>A share in basis points as per cent, with decimals only where there are any: <c>10 %</c>, <c>0.25 %</c>.</summary>
    public static string Share(int basisPoints) => $"{Number(basisPoints / 100m, "0.##")} %";

    /// <summary>A share of a count, with one decimal, two below one per cent.</summary>
    public static string Share(long part, long whole) => whole <= 0 ? Unknown : Percent((double)part / whole);

    /// <summary>A fraction of 0 to 1 as per cent.</summary>
    public static string Percent(double fraction)
    {
        var percent = fraction * 100;
        var format = percent is 0 or >= 99.995 ? "0" : percent < 1 ? "0.00" : "0.0";
        return $"{Number(percent, format)} %";
    }

    /// <summary>A chance as a plain number; very small ones as a bound: <c>0.03</c>, <c>below 0.0001</c>.</summary>
    public static string Chance(double chance) => chance < 0.0001 ? "below 0.0001" : Number(chance, "0.####");

    /// <summary>A share of a count in basis points, for drawing.</summary>
    public static int BasisPoints(long part, long whole) => whole <= 0 ? 0 : (int)Math.Round((decimal)part * Whole / whole);

    /// <summary>A count with thousands separated.</summary>
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun: <c>1 agent</c>, <c>3 agents</c>.</summary>
    public static string Count(long count, string singular, string? plural = null) =>
        $"{Count(count)} {(count == 1 ? singular : plural ?? singular + "s")}";

    /// <summary>Requests per second.</summary>
    public static string PerSecond(double rate) => $"{Number(rate, rate < 10 ? "0.0" : "#,0")}/s";

    /// <summary>Milliseconds, with decimals while they are few.</summary>
    public static string Milliseconds(double milliseconds) => milliseconds switch
    {
        < 10 => $"{Number(milliseconds, "0.0")} ms",
        < 10_000 => $"{Number(milliseconds, "#,0")} ms",
        _ => $"{Number(milliseconds / 1000, "0.0")} s",
    };

    /// <summary>Bytes in decimal units.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes} B",
        < 1_000_000 => $"{Number(bytes / 1e3, "0.#")} kB",
        < 1_000_000_000 => $"{Number(bytes / 1e6, "0.#")} MB",
        _ => $"{Number(bytes / 1e9, "0.##")} GB",
    };

    /// <summary>A span in its largest unit, seconds up to two minutes: <c>90 s</c>, <c>3 min</c>, <c>5 h</c>, <c>2 d</c>.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 120 } => $"{(int)span.TotalSeconds} s",
        { TotalMinutes: < 60 } => $"{(int)span.TotalMinutes} min",
        { TotalHours: < 48 } => $"{(int)span.TotalHours} h",
        _ => $"{(int)span.TotalDays} d",
    };

    /// <summary>A time to its second unit: <c>340 ms</c>, <c>42 s</c>, <c>4 min 10 s</c>, <c>3 h 5 min</c>, <c>2 d 4 h</c>.</summary>
    public static string Time(TimeSpan time) => time switch
    {
        { Ticks: 0 } => "0 s",
        { TotalSeconds: < 1 } => $"{Number(Math.Max(0, time.TotalMilliseconds), "0")} ms",
        { TotalSeconds: < 60 } => $"{time.Seconds} s",
        { TotalHours: < 1 } => TwoUnits(time.Minutes, "min", time.Seconds, "s"),
        { TotalDays: < 1 } => TwoUnits(time.Hours, "h", time.Minutes, "min"),
        _ => TwoUnits(time.Days, "d", time.Hours, "h"),
    };

    /// <summary>What is left of a time, in whole seconds: <c>1 s</c> until it is over, then <c>0 s</c>.</summary>
    public static string Left(TimeSpan time) => $"{Time(TimeSpan.FromSeconds(Math.Ceiling(Math.Max(0, time.TotalSeconds))))} left";

    /// <summary>How long before now: <c>just now</c>, <c>4 s ago</c>.</summary>
    public static string Ago(DateTimeOffset instant, DateTimeOffset now)
    {
        var age = now - instant;
        return age < TimeSpan.FromSeconds(1) ? "just now" : $"{Span(age)} ago";
    }

    /// <summary>Words joined as in a sentence: <c>v1, v2 and v3</c>.</summary>
    public static string List(IReadOnlyList<string> words) => words.Count switch
    {
        0 => "nothing",
        1 => words[0],
        _ => $"{string.Join(", ", words.Take(words.Count - 1))} and {words[^1]}",
    };

    private static string TwoUnits(int large, string largeUnit, int small, string smallUnit) =>
        small == 0 ? $"{large} {largeUnit}" : $"{large} {largeUnit} {small} {smallUnit}";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Number(decimal value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
