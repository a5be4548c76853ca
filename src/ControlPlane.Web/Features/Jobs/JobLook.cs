using ControlPlane.Domain.Jobs;
using ControlPlane.Web.Components;

namespace ControlPlane.Web.Features.Jobs;

/// <summary>What a batch job's phase looks like. Pure.</summary>
public static class JobLook
{
    /// <summary>How urgent it is.</summary>
    public static StatusKind KindOf(JobPhase phase) => phase switch
    {
        JobPhase.Running => StatusKind.Watching,
        JobPhase.Succeeded => StatusKind.Fine,
        JobPhase.Failed => StatusKind.NeedsYou,
        JobPhase.Cancelled => StatusKind.Unknown,
        _ => throw new InvalidOperationException($"{phase} has no look."),
    };

    /// <summary>What a job is called on a screen: its input, or when it began.</summary>
    public static string TitleOf(BatchJob job) => job.Name.Length > 0 ? job.Name : $"{job.Endpoint}, {Wording.Count(job.Rows, "row")}";
}
