using System.Text.Json;

namespace ControlPlane.Contracts.Golden;

/// <summary>What an output must be. Immutable.</summary>
public sealed record GoldenOutput
{
    /// <summary>Name of the output.</summary>
    public required string Name { get; init; }

    /// <summary>Its shape; null allows any that has as many elements.</summary>
    public IReadOnlyList<long>? Shape { get; init; }

    /// <summary>Its elements in row-major order, flat or nested; what is no finite number is <c>"NaN"</c>, <c>"Infinity"</c> or <c>"-Infinity"</c>.</summary>
    public required JsonElement Data { get; init; }

    /// <summary>The elements, flat.</summary>
    public IEnumerable<JsonElement> Elements() => Flatten(Data);

    private static IEnumerable<JsonElement> Flatten(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().SelectMany(Flatten) : [element];
}
