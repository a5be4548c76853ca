using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ControlPlane.AgentHost.Serving;

/// <summary>What an answer says about its origin, put into words once for all answers of a variant. Immutable.</summary>
public sealed class AnswerIdentity
{
    /// <summary>The words for one variant, or for one version that was named in the path.</summary>
    /// <param name="endpoint">The endpoint asked.</param>
    /// <param name="variant">Null when the caller named the version.</param>
    /// <param name="version">The version that answers.</param>
    /// <param name="routeRevision">The endpoint's routing in force.</param>
    public AnswerIdentity(string endpoint, string? variant, int version, long routeRevision)
    {
        Utf8Endpoint = Encoding.UTF8.GetBytes(endpoint);
        Variant = variant is null || IsHeaderText(variant) ? variant : Uri.EscapeDataString(variant);
        Utf8Variant = Encoding.UTF8.GetBytes(variant ?? "");
        Version = version.ToString(CultureInfo.InvariantCulture);
        RouteRevision = routeRevision.ToString(CultureInfo.InvariantCulture);
        Opening = Encoding.UTF8.GetBytes($"{{\"model_name\":\"{JsonEncodedText.Encode(endpoint)}\",\"model_version\":\"{Version}\"");
    }

    /// <summary>Percent-encoded where a header could not carry it; null when the caller named the version.</summary>
    internal string? Variant { get; }

    internal string Version { get; }

    internal string RouteRevision { get; }

    internal ReadOnlyMemory<byte> Utf8Endpoint { get; }

    internal ReadOnlyMemory<byte> Utf8Variant { get; }

    /// <summary>The answer's JSON up to its id.</summary>
    internal ReadOnlyMemory<byte> Opening { get; }

    private static bool IsHeaderText(string text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
