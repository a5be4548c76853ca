using System.Security.Cryptography;

namespace ControlPlane.Web.Realtime;

/// <summary>How tables reach agents and how silence is judged.</summary>
public sealed class RealtimeOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Realtime";

    /// <summary>A routine change goes out when none has followed for this long.</summary>
    public TimeSpan QuietPeriod { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>A routine change goes out after this long even when more keep coming.</summary>
    public TimeSpan LongestDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A connection that takes longer to accept an offer is closed.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>A routine offer waits this long for the answer to the one before.</summary>
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>First delay before a table that was refused for a passing reason is offered again; it doubles each time.</summary>
    public TimeSpan FirstRetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest such delay.</summary>
    public TimeSpan LongestRetryDelay { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Where chance comes from, 0 to 1.</summary>
    public Func<double> Chance { get; set; } = () => RandomNumberGenerator.GetInt32(1 << 20) / (double)(1 << 20);


    /// <summary>How long to wait after some refusals in a row: half of it is certain, half is chance, so that agents do not come together.</summary>
    public TimeSpan RetryDelay(int refusals)
    {
        var whole = Math.Min(FirstRetryDelay.TotalSeconds * Math.Pow(2, Math.Min(refusals, 30)), LongestRetryDelay.TotalSeconds);
        return TimeSpan.FromSeconds(whole * (0.5 + (0.5 * Chance())));
    }
}
