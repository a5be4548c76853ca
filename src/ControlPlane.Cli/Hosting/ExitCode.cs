namespace ControlPlane.Cli.Hosting;

/// <summary>What the program says to the shell; a script may rely on the numbers.</summary>
internal enum ExitCode
{
    /// <summary>It was done, or is so already.</summary>
    Done = 0,

    /// <summary>The program itself is at fault.</summary>
    Unexpected = 1,

    /// <summary>The command line or a file cannot be understood; nothing was sent.</summary>
    Usage = 2,

    /// <summary>The control plane refused.</summary>
    Refused = 3,

    /// <summary>The control plane cannot be reached, or failed.</summary>
    Unreachable = 4,

    /// <summary>What was waited for did not happen in time.</summary>
    TimedOut = 5,

    /// <summary>The rollout ended without its version: rolled back, aborted, superseded or failed; of test vectors, that some failed; of the audit, that it is not whole.</summary>
    NotSucceeded = 6,

    /// <summary>The installation differs from the files.</summary>
    Differs = 7,

    /// <summary>Ctrl-C.</summary>
    Interrupted = 130,
}
