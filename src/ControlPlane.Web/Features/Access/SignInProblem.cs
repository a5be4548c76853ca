namespace ControlPlane.Web.Features.Access;

/// <summary>Why signing in at the identity provider failed, as addresses say it, and as people read it. Stateless.</summary>
internal static class SignInProblem
{
    public const string Refused = "refused";
    public const string Unreachable = "unreachable";

    /// <summary>The sentence of a word; null when there is none.</summary>
    public static string? Of(string? word) => word switch
    {
        Refused => "What the identity provider said was not believed, so nobody is signed in. Try again; if it stays so, the control plane's log says why.",
        Unreachable => "The identity provider does not answer. Try again in a moment, or sign in by a password.",
        _ => null,
    };
}
