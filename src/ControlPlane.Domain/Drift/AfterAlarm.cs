namespace ControlPlane.Domain.Drift;

/// <summary>What a streaming detector does after an alarm.</summary>
public enum AfterAlarm
{
    /// <summary>Forgets everything before the next value.</summary>
    StartAnew,

    /// <summary>Goes on with what it has, and may alarm again at once.</summary>
    GoOn,
}
