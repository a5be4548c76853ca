using ControlPlane.Contracts.Outcomes;
using Microsoft.AspNetCore.WebUtilities;

namespace ControlPlane.Web.Api;

/// <summary>Refusals as <c>application/problem+json</c> (RFC 9457), with the code that scripts name and every wrong field.</summary>
internal static class RefusalResults
{
    /// <summary>The answer to a refused request.</summary>
    public static IResult Of(Refusal refusal) => Of(refusal, RefusalStatus.Of(refusal));

    /// <summary>The answer to a refused request, with a status that the request's headers decide.</summary>
    public static IResult Of(Refusal refusal, int status) => Results.Problem(
        detail: refusal.Sentence,
        title: ReasonPhrases.GetReasonPhrase(status),
        statusCode: status,
        extensions: new Dictionary<string, object?> { ["code"] = refusal.Code, ["errors"] = refusal.Fields });

    /// <summary>The value as an answer, or the refusal.</summary>
    public static IResult ToResult<T>(this Outcome<T> outcome, Func<T, IResult> accepted)
        where T : notnull =>
        outcome.Match(accepted, Of);
}
