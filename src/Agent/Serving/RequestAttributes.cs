using System.Text;
using ControlPlane.AgentHost.Serving.Json;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Serving;

/// <summary>What rules and segments may ask about a request: its headers, then its parameters. Reused. Not thread-safe.</summary>
internal sealed class RequestAttributes(InferRequest request) : IRequestAttributes
{
    private readonly RecentTexts _texts = new();
    private IHeaderDictionary? _headers;

    /// <summary>Takes the next request.</summary>
    public void Begin(IHeaderDictionary headers) => _headers = headers;

    /// <inheritdoc />
    public string? Find(string attribute)
    {
        if (_headers!.TryGetValue(attribute, out var values))
            return values.Count == 1 ? values[0] : values.ToString();
        return FindParameter(attribute, out var value) ? _texts.Of(value) : null;
    }

    /// <summary>The text of a parameter; numbers and truth values as they are written.</summary>
    public bool FindParameter(string name, out ReadOnlySpan<byte> value)
    {
        var body = request.Body.Span;
        for (var i = 0; i < request.Parameters.Count; i++)
        {
            var parameter = request.Parameters[i];
            if (IsNamed(parameter.Name.TextIn(body), name))
            {
                value = parameter.Value.TextIn(body);
                return true;
            }
        }

        value = default;
        return false;
    }

    private static bool IsNamed(ReadOnlySpan<byte> utf8, string name) =>
        Ascii.IsValid(name) ? Ascii.Equals(utf8, name) : Encoding.UTF8.GetString(utf8) == name;
}
