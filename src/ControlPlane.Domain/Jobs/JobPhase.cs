using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Jobs;

/// <summary>Where a batch job is in its life; see docs/batch.md.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<JobPhase>))]
public enum JobPhase
{
    /// <summary>Agents take its chunks, or will as soon as one has time and the version.</summary>
    Running,

    /// <summary>A person stopped it; what is done stays, and it can be resumed.</summary>
    Cancelled,

    /// <summary>Every row has its result or its sentence.</summary>
    Succeeded,

    /// <summary>It stopped by itself: too many broken rows, or a chunk that no agent could run. It can be resumed.</summary>
    Failed,
}
