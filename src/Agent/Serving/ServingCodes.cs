using ControlPlane.AgentHost.Inference;

namespace ControlPlane.AgentHost.Serving;

/// <summary>Why a request gets no answer, and which HTTP status says so.</summary>
internal static class ServingCodes
{
    /// <summary>The body or a header cannot be understood.</summary>
    public const string Malformed = "request_malformed";

    /// <summary>A tensor is not what the model takes.</summary>
    public const string TensorMismatch = "tensor_mismatch";

    /// <summary>There is no such path, endpoint or version.</summary>
    public const string NotFound = "not_found";

    /// <summary>The path does not take this method.</summary>
    public const string MethodNotAllowed = "method_not_allowed";

    /// <summary>The caller asks for something that this agent does not do.</summary>
    public const string Unsupported = "unsupported";

    /// <summary>The body is compressed in a way that this agent does not read.</summary>
    public const string MediaType = "media_type";

    /// <summary>The body is larger than the endpoint's models can need.</summary>
    public const string TooLarge = "body_too_large";

    /// <summary>A limit of the agent is reached; come back later.</summary>
    public const string Overloaded = "overloaded";

    /// <summary>The version is known and not ready yet.</summary>
    public const string NotLoaded = "not_loaded";

    /// <summary>The endpoint deliberately does not answer for the time being.</summary>
    public const string Suspended = "suspended";

    /// <summary>The agent itself failed.</summary>
    public const string Internal = "internal";

    /// <summary>The HTTP status of a code.</summary>
    public static int StatusOf(string code) => code switch
    {
        Malformed or TensorMismatch or "token_invalid" => StatusCodes.Status400BadRequest,
        NotFound => StatusCodes.Status404NotFound,
        Unsupported => StatusCodes.Status501NotImplemented,
        MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
        MediaType => StatusCodes.Status415UnsupportedMediaType,
        TooLarge => StatusCodes.Status413PayloadTooLarge,
        Overloaded => StatusCodes.Status429TooManyRequests,
        NotLoaded or Suspended or InferenceCodes.WorkerLost => StatusCodes.Status503ServiceUnavailable,
        InferenceCodes.DeadlineExceeded => StatusCodes.Status504GatewayTimeout,
        // Nobody is there to read it; the code is the one that proxies log for this.
        InferenceCodes.Cancelled => StatusCodes.Status499ClientClosedRequest,
        InferenceCodes.ModelFailed or Internal => StatusCodes.Status500InternalServerError,
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "No status is defined for this code."),
    };
}
