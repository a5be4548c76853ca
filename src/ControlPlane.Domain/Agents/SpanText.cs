namespace ControlPlane.Domain.Agents;

/// <summary>A length of time in one unit, for sentences about agents. Pure.</summary>
internal static class SpanText
{
    public static string Of(TimeSpan time) => time switch
    {
        { TotalMinutes: < 2 } => $"{time.TotalSeconds:0} s",
        { TotalHours: < 2 } => $"{time.TotalMinutes:0} min",
        { TotalDays: < 2 } => $"{time.TotalHours:0} h",
        _ => $"{time.TotalDays:0} days",
    };
}
