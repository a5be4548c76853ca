namespace ControlPlane.Cli.Output;

/// <summary>The colour under a state's word. The word alone says it all; the colour helps the eye.</summary>
internal static class StateTones
{
    public static string? Of(string state) => state switch
    {
        "succeeded" or "fresh" or "fine" or "done" or "champion" or "passed" or "delivered" => "green",
        "rolled-back" or "rolling-back" or "failed" or "aborted" or "unreachable" or "stopped" or "refused" or "-" => "red",
        "paused" or "superseded" or "late" or "watching" or "needs-you" or "waiting" or "~" => "yellow",
        "progressing" or "preparing" or "promoting" or "baking" or "pending" or "now" or "+" => "cyan",
        _ => null,
    };
}
