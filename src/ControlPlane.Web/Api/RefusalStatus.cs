using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Artifacts;
using ControlPlane.Data.Backups;
using ControlPlane.Data.Hosting;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Analysis.Templates.Stored;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Jobs;
using ControlPlane.Domain.Replicas;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Webhooks;
using ControlPlane.Web.Features.Audit;

namespace ControlPlane.Web.Api;

/// <summary>HTTP status by refusal code: the only place where they meet.</summary>
internal static class RefusalStatus
{
    /// <summary>Status of a refusal; 400 unless its code says otherwise. Something that a field names and that does not exist is a wrong field.</summary>
    public static int Of(Refusal refusal) => refusal.Code switch
    {
        AccessRefusals.SignInNeeded or AccessRefusals.TokenRefused or AgentRefusals.Expired or AgentRefusals.ProofStale => StatusCodes.Status401Unauthorized,
        AccessRefusals.Forbidden or AccessRefusals.SignInFailed or AccessRefusals.LinkInvalid or ApiRefusals.OriginNotAllowed or AgentRefusals.TokenInvalid or AgentRefusals.Revoked or AgentRefusals.RenewalOver or AgentRefusals.Cloned or AgentRefusals.ProofInvalid or RolloutRefusals.ApprovalNeeded or RolloutRefusals.FourEyesOnly => StatusCodes.Status403Forbidden,
        var code when code.EndsWith("_not_found", StringComparison.Ordinal) && refusal.Fields.Count == 0 => StatusCodes.Status404NotFound,
        AccessRefusals.Exists or AccessRefusals.LastAdmin or EndpointRefusals.ChangedMeanwhile or RolloutRefusals.EndpointBusy or RolloutRefusals.NothingToApprove or RolloutRefusals.IllegalMove or RolloutRefusals.NotReady or TemplateRefusals.Exists or AuditRefusals.NothingToRestore or WebhookRefusals.TooMany or JobRefusals.IllegalMove or JobRefusals.LeaseOver or JobRefusals.NotFinished or LeaseRefusals.NotLeader or DataRefusals.SigningKeysChanged or DataRefusals.BehindAgents or DataRefusals.NotBehind or ApiRefusals.KeyInProgress or ApiRefusals.AlreadyAnswered => StatusCodes.Status409Conflict,
        ApiRefusals.TooLarge or ArtifactRefusals.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ArtifactRefusals.NotStored or BackupRefusals.NoRoom or BackupRefusals.NotWritten or JobRefusals.QuotaExceeded or DataRefusals.Full => StatusCodes.Status507InsufficientStorage,
        ArtifactRefusals.StoreUnreachable or ArtifactRefusals.StoreWrong => StatusCodes.Status502BadGateway,
        DataRefusals.Unreachable => StatusCodes.Status503ServiceUnavailable,
        BackupRefusals.OwnTools => StatusCodes.Status501NotImplemented,
        ApiRefusals.MediaTypeUnsupported => StatusCodes.Status415UnsupportedMediaType,
        ApiRefusals.KeyReused => StatusCodes.Status422UnprocessableEntity,
        ApiRefusals.RateLimited or AgentRefusals.CallsTooOften => StatusCodes.Status429TooManyRequests,
        ApiRefusals.Internal => StatusCodes.Status500InternalServerError,
        ApiRefusals.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
        _ => StatusCodes.Status400BadRequest,
    };
}
