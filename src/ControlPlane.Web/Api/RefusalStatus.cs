using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Artifacts;
using ControlPlane.Data.Backups;
using ControlPlane.Data.Hosting;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Analysis.Templates.Stored;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Audit;

namespace ControlPlane.Web.Api;

/// <summary>HTTP status by refusal code: the only place where they meet.</summary>
internal static class RefusalStatus
{
    /// <summary>Status of a refusal; 400 unless its code says otherwise. Something that a field names and that does not exist is a wrong field.</summary>
    public static int Of(Refusal refusal) => refusal.Code switch
    {
        "origin_not_allowed" or AgentRefusals.TokenInvalid or AgentRefusals.Revoked or RolloutRefusals.ApprovalNeeded => StatusCodes.Status403Forbidden,
        var code when code.EndsWith("_not_found", StringComparison.Ordinal) && refusal.Fields.Count == 0 => StatusCodes.Status404NotFound,
        EndpointRefusals.ChangedMeanwhile or RolloutRefusals.EndpointBusy or RolloutRefusals.IllegalMove or RolloutRefusals.NotReady or TemplateRefusals.Exists or AuditRefusals.NothingToRestore or "idempotency_in_progress" or "already_answered" => StatusCodes.Status409Conflict,
        "too_large" or ArtifactRefusals.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ArtifactRefusals.NotStored or BackupRefusals.NoRoom or BackupRefusals.NotWritten or DataRefusals.Full => StatusCodes.Status507InsufficientStorage,
        ArtifactRefusals.StoreUnreachable or ArtifactRefusals.StoreWrong => StatusCodes.Status502BadGateway,
        "media_type_unsupported" => StatusCodes.Status415UnsupportedMediaType,
        "idempotency_key_reused" => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status400BadRequest,
    };
}
