namespace ControlPlane.Domain.Jobs;

/// <summary>Codes of refusals about batch jobs and stored predictions. Stable.</summary>
public static class JobRefusals
{
    /// <summary>There is no such job.</summary>
    public const string NotFound = "job_not_found";

    /// <summary>The job is not in a phase that allows this.</summary>
    public const string IllegalMove = "job_illegal_move";

    /// <summary>A chunk belongs to somebody else, or is done.</summary>
    public const string LeaseOver = "lease_over";

    /// <summary>No chunk waits for an agent that could run it.</summary>
    public const string NoWork = "no_work";

    /// <summary>What was said about a job cannot be.</summary>
    public const string Invalid = "job_invalid";

    /// <summary>The input cannot be cut into rows, or its header does not fit.</summary>
    public const string InputInvalid = "job_input_invalid";

    /// <summary>The version takes or gives what a table of rows cannot say.</summary>
    public const string VersionUnsuited = "job_version_unsuited";

    /// <summary>Inputs and results of all jobs take what they may take.</summary>
    public const string QuotaExceeded = "job_quota_exceeded";

    /// <summary>The results are not there yet.</summary>
    public const string NotFinished = "job_not_finished";

    /// <summary>The endpoint has no stored predictions.</summary>
    public const string PredictionsNotFound = "predictions_not_found";
}
