namespace ControlPlane.Domain.Access;

/// <summary>Codes of refusals about people and what they may do. Stable.</summary>
public static class AccessRefusals
{
    /// <summary>Nobody is signed in, or the session has ended.</summary>
    public const string SignInNeeded = "sign_in_needed";

    /// <summary>The role for it is missing; the sentence names it and who can give it.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>Name and password do not fit together, or the account takes no sign-in now; the sentence never says which.</summary>
    public const string SignInFailed = "sign_in_failed";

    /// <summary>What the identity provider said is not believed.</summary>
    public const string IdentityRefused = "identity_refused";

    /// <summary>The identity provider does not answer.</summary>
    public const string IdentityUnreachable = "identity_unreachable";

    /// <summary>A link that sets a password is damaged, unknown, used or expired.</summary>
    public const string LinkInvalid = "link_invalid";

    /// <summary>A name, a password or a role is not acceptable.</summary>
    public const string Invalid = "person_invalid";

    /// <summary>There is no such person.</summary>
    public const string NotFound = "person_not_found";

    /// <summary>Somebody else has this name.</summary>
    public const string Exists = "person_exists";

    /// <summary>It would leave nobody who administers all environments.</summary>
    public const string LastAdmin = "last_admin";

    /// <summary>There is no such session.</summary>
    public const string SessionNotFound = "session_not_found";

    /// <summary>The name, grants or lifetime of an API token are not acceptable.</summary>
    public const string TokenInvalid = "api_token_invalid";

    /// <summary>There is no such API token.</summary>
    public const string TokenNotFound = "api_token_not_found";

    /// <summary>The API token that a request shows is unknown, expired or revoked.</summary>
    public const string TokenRefused = "api_token_refused";
}
