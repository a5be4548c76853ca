using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Hosting;

/// <summary>Exit code by refusal code, and what each means: the only place where they meet.</summary>
internal static class ExitCodes
{
    /// <summary>Every code with its meaning, for the documentation.</summary>
    public static IReadOnlyList<(ExitCode Code, string Meaning)> Meanings { get; } =
    [
        (ExitCode.Done, "It was done, or was so already. `status` without `--wait`: the rollout is under way or succeeded."),
        (ExitCode.Unexpected, "A fault of the program itself; please report it."),
        (ExitCode.Usage, "The command line or a file cannot be understood; nothing was sent."),
        (ExitCode.Refused, "The control plane refused; the sentence, the field and the remedy are on standard error."),
        (ExitCode.Unreachable, "The control plane cannot be reached, or failed with a 5xx answer."),
        (ExitCode.TimedOut, "What `--wait` waited for did not happen within `--timeout`."),
        (ExitCode.NotSucceeded, "The rollout ended without its version: rolled back, aborted, superseded or failed; the batch job was cancelled or failed. Of `vectors`: some failed; of `audit verify`: the audit is not whole."),
        (ExitCode.Differs, "`diff` found that the installation differs from the files."),
        (ExitCode.Interrupted, "Interrupted with Ctrl-C."),
    ];

    /// <summary>The code of a refusal; what the control plane refused unless the program itself did.</summary>
    public static ExitCode Of(Refusal refusal) => refusal.Code switch
    {
        CliRefusals.Usage or CliRefusals.FileInvalid => ExitCode.Usage,
        CliRefusals.Unreachable or CliRefusals.ServerFailed or CliRefusals.NotAControlPlane => ExitCode.Unreachable,
        CliRefusals.TimedOut => ExitCode.TimedOut,
        _ => ExitCode.Refused,
    };
}
