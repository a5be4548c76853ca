namespace ControlPlane.Cli.Hosting;

/// <summary>Codes of what this program itself refuses; all others come from the control plane.</summary>
internal static class CliRefusals
{
    /// <summary>The command line cannot be understood.</summary>
    public const string Usage = "usage";

    /// <summary>A file cannot be understood.</summary>
    public const string FileInvalid = "file_invalid";

    /// <summary>Other bytes came than were asked for.</summary>
    public const string WrongBytes = "wrong_bytes";

    /// <summary>Nobody answers at the address.</summary>
    public const string Unreachable = "server_unreachable";

    /// <summary>The control plane answered with 5xx.</summary>
    public const string ServerFailed = "server_failed";

    /// <summary>Somebody answers who is no control plane.</summary>
    public const string NotAControlPlane = "not_a_control_plane";

    /// <summary>What was waited for did not happen in time.</summary>
    public const string TimedOut = "timed_out";

    /// <summary>The endpoint never had a rollout.</summary>
    public const string NoRollout = "rollout_not_found";
}
