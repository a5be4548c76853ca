namespace ControlPlane.Web.Realtime;

/// <summary>How tables reach agents and how silence is judged.</summary>
public sealed class RealtimeOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "ControlPlane:Realtime";

    /// <summary>A routine change goes out when none has followed for this long.</summary>
    public TimeSpan QuietPeriod { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>A routine change goes out after this long even when more keep coming.</summary>
    public TimeSpan LongestDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A connection that takes longer to accept an offer is closed.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>A routine offer waits this long for the answer to the one before.</summary>
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>An agent silent for this long counts as lost.</summary>
    public TimeSpan LostAfter { get; set; } = TimeSpan.FromSeconds(15);
}
