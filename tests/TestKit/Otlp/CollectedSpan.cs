namespace ControlPlane.TestKit.Otlp;

/// <summary>A span that a collector was sent. Immutable.</summary>
/// <param name="Service">Name of the service that made it.</param>
/// <param name="Name">Its name.</param>
/// <param name="TraceId">Hexadecimal.</param>
/// <param name="SpanId">Hexadecimal.</param>
/// <param name="ParentId">Hexadecimal; empty when it begins a trace.</param>
/// <param name="Attributes">Its attributes as texts.</param>
/// <param name="Links">Trace and span of each link.</param>
public sealed record CollectedSpan(
    string Service, string Name, string TraceId, string SpanId, string ParentId, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<(string TraceId, string SpanId)> Links);
