using ControlPlane.Contracts.Keys;
using Microsoft.Net.Http.Headers;

namespace ControlPlane.Web.Realtime;

/// <summary>Reads the credential that a request shows; one in the query string is not looked at, because addresses end up in logs. Stateless.</summary>
internal static class ShownCredential
{
    private static readonly string[] Schemes = [KeyProof.Scheme, "Bearer"];

    /// <summary>The credential of <c>Authorization: DPoP …</c>, or <c>Bearer …</c> from an agent that joined before keys were; null when there is none.</summary>
    public static string? Of(HttpRequest request) =>
        request.Headers[HeaderNames.Authorization] is [{ } header] && header.Split(' ', 2) is [var scheme, var credential] && Schemes.Contains(scheme, StringComparer.OrdinalIgnoreCase)
            ? credential.Trim()
            : null;
}
