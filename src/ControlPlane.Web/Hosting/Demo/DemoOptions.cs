using System.ComponentModel.DataAnnotations;

namespace ControlPlane.Web.Hosting.Demo;

/// <summary>What <c>demo</c> starts.</summary>
internal sealed class DemoOptions
{
    public const string Section = "Demo";

    /// <summary>Configuration key by flag.</summary>
    public static readonly IReadOnlyDictionary<string, string> Flags = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["agents"] = $"{Section}:{nameof(Agents)}",
        ["port"] = $"{Section}:{nameof(Port)}",
        ["data"] = $"{Section}:{nameof(Data)}",
        ["fresh!"] = $"{Section}:{nameof(Fresh)}",
        ["no-traffic!"] = $"{Section}:{nameof(NoTraffic)}",
    };

    /// <summary>How many agents; their ports lie 10 apart by kind.</summary>
    [Range(1, 10)]
    public int Agents { get; set; } = 3;

    /// <summary>Port of the control plane; agents follow at 21, 31 and 41 above.</summary>
    [Range(1024, 65_000)]
    public int Port { get; set; } = 5080;

    /// <summary>Folder of everything the demo keeps.</summary>
    [Required]
    public string Data { get; set; } = Path.Combine("data", "demo");

    /// <summary>Whether to begin with an empty folder.</summary>
    public bool Fresh { get; set; }

    /// <summary>Whether to leave the simulated users out.</summary>
    public bool NoTraffic { get; set; }
}
