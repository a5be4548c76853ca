using System.Text.Json.Nodes;

namespace ControlPlane.Cli.Api;

/// <summary>One call of an operation. Immutable; its content is sent once.</summary>
/// <param name="Operation">What is called.</param>
/// <param name="PathValues">Values of the path's parameters, in order.</param>
internal sealed record ApiCall(ApiOperation Operation, params IReadOnlyList<string> PathValues)
{
    /// <summary>Query parameters; those without a value are not sent.</summary>
    public IReadOnlyList<(string Name, string? Value)> Query { get; init; } = [];

    /// <summary>JSON body; null when the call has none.</summary>
    public JsonNode? Body { get; init; }

    /// <summary>Any other body, in place of <see cref="Body"/>.</summary>
    public HttpContent? Content { get; init; }

    /// <summary>The entity tag the write is conditional on; null when it is unconditional.</summary>
    public string? IfMatch { get; init; }

    /// <summary>The caller's key for this wish; null when the call may not be repeated safely.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Which of several like calls of one command it is, so that each has a key of its own; null where there is only one.</summary>
    public string? Subject { get; init; }

    /// <summary>Where an answer goes that is no JSON document; null where it is one.</summary>
    public TextWriter? Target { get; init; }

    /// <summary>Where the bytes of an answer go that is a file; null where it is none.</summary>
    public Stream? Sink { get; init; }

    /// <summary>Longest time until the answer; null for an upload, which lasts as long as it moves.</summary>
    public TimeSpan? Limit { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>The same call with a query parameter set.</summary>
    public ApiCall With(string name, string? value) => this with { Query = [.. Query.Where(q => q.Name != name), (name, value)] };

    /// <summary>Path and query, relative to the control plane's address.</summary>
    public Uri ToUri()
    {
        var path = Operation.Parameters.Zip(PathValues).Aggregate(Operation.Path, (text, p) => text.Replace($"{{{p.First}}}", Uri.EscapeDataString(p.Second), StringComparison.Ordinal));
        var query = string.Join('&', Query.Where(q => q.Value is not null).Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value!)}"));
        return new Uri($"api/v1{path}{(query.Length > 0 ? "?" : "")}{query}", UriKind.Relative);
    }
}
