using System.ComponentModel.DataAnnotations;

namespace ControlPlane.Web.Hosting;

/// <summary>How often one caller may call the API, and try to sign in.</summary>
public sealed class RateLimitOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "RateLimits";

    /// <summary>Calls of one caller per second, in the long run; 0 sets no limit.</summary>
    [Range(0, 1_000_000)]
    public int PerSecond { get; set; } = 500;

    /// <summary>Calls of one caller that may come at once.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 2_000;

    /// <summary>Attempts of one address to sign in or to set a password, in a minute, and as many at once; 0 sets no limit.</summary>
    [Range(0, 1_000_000)]
    public int SignInsPerMinute { get; set; } = 20;
}
