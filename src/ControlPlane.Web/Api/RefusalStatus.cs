namespace ControlPlane.Web.Api;

/// <summary>HTTP status by refusal code: the only place where they meet.</summary>
internal static class RefusalStatus
{
    /// <summary>Status of a refusal; 400 unless its code says otherwise.</summary>
    public static int Of(string code) => code switch
    {
        "credential_invalid" => StatusCodes.Status401Unauthorized,
        "origin_not_allowed" => StatusCodes.Status403Forbidden,
        _ when code.EndsWith("_not_found", StringComparison.Ordinal) => StatusCodes.Status404NotFound,
        "changed_meanwhile" or "idempotency_in_progress" or "already_answered" => StatusCodes.Status409Conflict,
        "too_large" => StatusCodes.Status413PayloadTooLarge,
        "media_type_unsupported" => StatusCodes.Status415UnsupportedMediaType,
        "idempotency_key_reused" => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status400BadRequest,
    };
}
