using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Web.Api;

/// <summary>Reads JSON bodies; what does not fit becomes a refusal that names the field.</summary>
internal static partial class JsonBody
{
    /// <summary>The body of a call of the API.</summary>
    /// <returns>Refusals: <c>media_type_unsupported</c>, <c>too_large</c>, <c>json_malformed</c>.</returns>
    public static Task<Outcome<T>> ReadAsync<T>(HttpRequest request, CancellationToken cancellation)
        where T : notnull =>
        ReadAsync(request, (JsonTypeInfo<T>)ApiJson.Options.GetTypeInfo(typeof(T)), ApiJson.MaximumBodyBytes, cancellation);

    /// <summary>The body, in a form of its own.</summary>
    /// <returns>Refusals: <c>media_type_unsupported</c>, <c>too_large</c>, <c>json_malformed</c>.</returns>
    public static async Task<Outcome<T>> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> form, int limit, CancellationToken cancellation)
        where T : notnull
    {
        if (!request.HasJsonContentType())
            return Refusal.OfField(ApiRefusals.MediaTypeUnsupported, "content-type", $"is '{request.ContentType}'", "send application/json");
        if (request.ContentLength > limit)
            return TooLarge(limit);
        try
        {
            await using var limited = new LimitedStream(request.Body, limit);
            return await JsonSerializer.DeserializeAsync(limited, form, cancellation) is { } value ? value : Malformed("body", "is null", "send an object");
        }
        catch (JsonException exception)
        {
            return OfException(exception);
        }
        catch (LimitExceededException)
        {
            return TooLarge(limit);
        }
    }

    /// <summary>A part of a document that was read already.</summary>
    /// <returns>Refusal: <c>json_malformed</c>.</returns>
    public static Outcome<T> Read<T>(JsonElement element)
        where T : notnull
    {
        try
        {
            return element.Deserialize((JsonTypeInfo<T>)ApiJson.Options.GetTypeInfo(typeof(T))) is { } value ? value : Malformed("body", "is null", "send an object");
        }
        catch (JsonException exception)
        {
            return OfException(exception);
        }
    }

    /// <summary>What an unreadable document says about its field.</summary>
    internal static Refusal OfException(JsonException exception)
    {
        if (MissingMembers().Match(exception.Message) is { Success: true } missing)
            return Malformed(FieldOf(exception.Path, missing.Groups[1].Value), "is missing", "give it");
        return Malformed(FieldOf(exception.Path, null), "is not a value that fits here, or its name is unknown", "see /openapi/v1.json");
    }

    private static Refusal TooLarge(int limit) => Refusal.OfField(ApiRefusals.TooLarge, "body", "is too long", $"send at most {limit} bytes");

    private static Refusal Malformed(string field, string problem, string remedy) => Refusal.OfField(ApiRefusals.JsonMalformed, field, problem, remedy);

    private static string FieldOf(string? path, string? member)
    {
        var parent = path is null or "$" ? "" : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path[1..];
        return (parent.Length, member) switch
        {
            (0, null) => "body",
            (0, _) => member,
            (_, null) => parent,
            _ => $"{parent}.{member}",
        };
    }

    [GeneratedRegex("missing required properties including: '([^']+)'")]
    private static partial Regex MissingMembers();
}
