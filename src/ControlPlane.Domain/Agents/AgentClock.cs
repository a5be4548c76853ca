namespace ControlPlane.Domain.Agents;

/// <summary>
/// Judges how far an agent's clock is from this control plane's, as its messages tell it: the moment it says it sent one, less the moment it came. Pure.
/// What an agent counts is filed under its own clock, so a wrong one would put it into another hour.
/// </summary>
public static class AgentClock
{
    /// <summary>Further off than this, ahead or behind, a clock is wrong; below it a slow network can be the reason.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(2);

    /// <summary>Whether a clock is wrong.</summary>
    /// <param name="offset">Above zero when it is ahead; null when it never told the time.</param>
    public static bool IsWrong(TimeSpan? offset) => offset is { } known && known.Duration() > Tolerance;

    /// <summary>What has to be put right in a moment by that clock; zero when it is not wrong.</summary>
    public static TimeSpan Correction(TimeSpan? offset) => IsWrong(offset) ? -offset!.Value : TimeSpan.Zero;

    /// <summary>What is wrong, what follows and what helps, for people; null when nothing is wrong.</summary>
    public static string? Warning(TimeSpan? offset) => IsWrong(offset)
        ? $"Its clock is {SpanText.Of(offset!.Value.Duration())} {(offset > TimeSpan.Zero ? "ahead of" : "behind")} this control plane's. What it counts is moved to the right time and may roll back, but does not promote; set its clock, for example by NTP."
        : null;
}
