namespace ControlPlane.AgentHost.Serving.Flags;

/// <summary>Why a flag has no value, in the words of the OpenFeature Remote Evaluation Protocol.</summary>
internal static class FlagErrors
{
    /// <summary>The body is no JSON.</summary>
    public const string Parse = "PARSE_ERROR";

    /// <summary>The context is no object, or its targeting key no text.</summary>
    public const string InvalidContext = "INVALID_CONTEXT";

    /// <summary>The caller's bucket decides, and the context does not say who the caller is.</summary>
    public const string TargetingKeyMissing = "TARGETING_KEY_MISSING";

    /// <summary>There is no such flag.</summary>
    public const string NotFound = "FLAG_NOT_FOUND";

    /// <summary>Anything else.</summary>
    public const string General = "GENERAL";

    /// <summary>The HTTP status of a single evaluation that failed.</summary>
    public static int StatusOf(string code) => code == NotFound ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest;
}
