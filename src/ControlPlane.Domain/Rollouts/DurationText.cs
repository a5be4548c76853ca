using System.Globalization;

namespace ControlPlane.Domain.Rollouts;

/// <summary>Times as people write them: <c>90s</c>, <c>5m</c>, <c>2h</c>, <c>7d</c>. Stateless.</summary>
public static class DurationText
{
    private static readonly (string Unit, TimeSpan Length)[] Units =
        [("d", TimeSpan.FromDays(1)), ("h", TimeSpan.FromHours(1)), ("m", TimeSpan.FromMinutes(1)), ("s", TimeSpan.FromSeconds(1))];

    /// <summary>The shortest exact form for a sentence, such as <c>5 min</c> or <c>90 s</c>.</summary>
    public static string Of(TimeSpan time) => time switch
    {
        { TotalDays: >= 1 } when time.Ticks % TimeSpan.TicksPerDay == 0 => Say(time.TotalDays, time.TotalDays == 1 ? "day" : "days"),
        { TotalHours: >= 1 } when time.Ticks % TimeSpan.TicksPerHour == 0 => Say(time.TotalHours, "h"),
        { TotalMinutes: >= 1 } when time.Ticks % TimeSpan.TicksPerMinute == 0 => Say(time.TotalMinutes, "min"),
        _ => Say(time.TotalSeconds, "s"),
    };

    /// <summary>Reads a number of seconds or a number with a unit.</summary>
    public static bool TryParse(string text, out TimeSpan time)
    {
        var unit = Units.FirstOrDefault(u => text.EndsWith(u.Unit, StringComparison.Ordinal));
        var number = unit.Unit is null ? text : text[..^1];
        var isNumber = double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value);
        var ticks = value * (unit.Unit is null ? TimeSpan.TicksPerSecond : unit.Length.Ticks);
        var isTime = isNumber && ticks < TimeSpan.MaxValue.Ticks;
        time = isTime ? new TimeSpan((long)ticks) : default;
        return isTime;
    }

    private static string Say(double number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{number:0.###} {unit}");
}
