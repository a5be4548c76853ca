namespace ControlPlane.Web.Api;

/// <summary>Codes of refusals about requests as such, whatever they ask for. Stable.</summary>
internal static class ApiRefusals
{
    /// <summary>A page of another site sent the request.</summary>
    public const string OriginNotAllowed = "origin_not_allowed";

    /// <summary>The caller asks more often than it may; <c>Retry-After</c> says when it may again.</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>A parameter of the query cannot be read.</summary>
    public const string QueryMalformed = "query_malformed";

    /// <summary>The body is no JSON, or holds a value that does not fit or a member that is unknown.</summary>
    public const string JsonMalformed = "json_malformed";

    /// <summary>The body is longer than it may be.</summary>
    public const string TooLarge = "too_large";

    /// <summary>The body is of a media type that the call does not take.</summary>
    public const string MediaTypeUnsupported = "media_type_unsupported";

    /// <summary>A condition such as <c>If-Match</c> holds no entity tag of the resource.</summary>
    public const string EntityTagMalformed = "etag_malformed";

    /// <summary>The <c>Idempotency-Key</c> is empty, too long or given twice.</summary>
    public const string KeyMalformed = "idempotency_key_malformed";

    /// <summary>The <c>Idempotency-Key</c> belongs to another request.</summary>
    public const string KeyReused = "idempotency_key_reused";

    /// <summary>A request with this <c>Idempotency-Key</c> is being answered right now.</summary>
    public const string KeyInProgress = "idempotency_in_progress";

    /// <summary>The request was answered before, and its secret is not kept.</summary>
    public const string AlreadyAnswered = "already_answered";

    /// <summary>A form holds no file.</summary>
    public const string FormWithoutFile = "form_without_file";

    /// <summary>What is asked for is not watched for drift, or nobody was asked in the window.</summary>
    public const string SubjectNotFound = "subject_not_found";

    /// <summary>The pool, or the agent, has no routing table, or none of that revision.</summary>
    public const string TableNotFound = "table_not_found";

    /// <summary>No registered version has this file.</summary>
    public const string ArtifactNotFound = "artifact_not_found";

    /// <summary>The path is none of the API.</summary>
    public const string PathNotFound = "path_not_found";

    /// <summary>The path does not take this method.</summary>
    public const string MethodNotAllowed = "method_not_allowed";

    /// <summary>The request cannot be read at all.</summary>
    public const string RequestMalformed = "request_malformed";

    /// <summary>The control plane failed; its log has what happened.</summary>
    public const string Internal = "internal";
}
