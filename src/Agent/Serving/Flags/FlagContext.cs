using System.Text;
using System.Text.Json;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Serving.Flags;

/// <summary>
/// Who asks for a flag: OpenFeature's evaluation context. Its attributes are to rules what a request's parameters are. Immutable.
/// </summary>
internal sealed class FlagContext
{
    private const string TargetingKey = "targetingKey";
    private readonly Dictionary<string, string> _attributes = new(StringComparer.Ordinal);

    private FlagContext(string key) => (Key, Utf8Key) = (key, Encoding.UTF8.GetBytes(key));

    /// <summary>The routing key; empty when the context has none.</summary>
    public string Key { get; }

    /// <summary>The same in UTF-8.</summary>
    public byte[] Utf8Key { get; }

    /// <summary>Text of an attribute, numbers and truth values as they are written; null when the context has none of that name.</summary>
    public string? Find(string attribute) => _attributes.GetValueOrDefault(attribute);

    /// <summary>Reads <c>{"context": {…}}</c>; nothing at all is a context without anything.</summary>
    /// <returns>Refusals: codes of <see cref="FlagErrors"/>.</returns>
    public static Outcome<FlagContext> Read(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
            return new FlagContext("");
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return new Refusal(FlagErrors.Parse, "the body must be an object with a context");
            return document.RootElement.TryGetProperty("context", out var context) && context.ValueKind != JsonValueKind.Null ? OfContext(context) : new FlagContext("");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // Half of a surrogate pair is the latter.
        {
            return new Refusal(FlagErrors.Parse, $"the body is no JSON that can be read: {e.Message}");
        }
    }

    private static Outcome<FlagContext> OfContext(JsonElement context)
    {
        if (context.ValueKind != JsonValueKind.Object)
            return new Refusal(FlagErrors.InvalidContext, "context must be an object");
        var hasKey = context.TryGetProperty(TargetingKey, out var key) && key.ValueKind != JsonValueKind.Null;
        if (hasKey && key.ValueKind != JsonValueKind.String)
            return new Refusal(FlagErrors.InvalidContext, $"context.{TargetingKey} must be a text");

        var read = new FlagContext(hasKey ? key.GetString()! : "");
        foreach (var attribute in context.EnumerateObject().Where(a => a.Name != TargetingKey))
        {
            if (TextOf(attribute.Value) is { } text)
                read._attributes.TryAdd(attribute.Name, text);
        }

        return read;
    }

    // What has no text, a rule could not compare; it is as if it were not there, as among a request's parameters.
    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };
}
