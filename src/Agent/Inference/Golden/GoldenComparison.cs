using System.Globalization;
using System.Text.Json;
using ControlPlane.Contracts.Golden;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Inference.Golden;

/// <summary>Holds an output against what is expected of it. Stateless.</summary>
internal static class GoldenComparison
{
    /// <summary>What is wrong with an output, with its index; null when nothing is.</summary>
    public static string? Problem(GoldenOutput expected, LaneOutput got, GoldenTolerance tolerance)
    {
        if (expected.Shape is { } shape && !got.Shape.SequenceEqual([.. shape]))
            return $"output '{expected.Name}' has shape {TensorShapes.Describe(got.Shape)}, expected {TensorShapes.Describe([.. shape])}";

        var elements = expected.Elements().ToList();
        if (elements.Count != got.ElementCount)
            return $"output '{expected.Name}' has {got.ElementCount} elements, expected {elements.Count}";

        for (var i = 0; i < elements.Count; i++)
        {
            if (Difference(elements[i], got, i, tolerance) is { } came)
                return $"output '{expected.Name}' at {IndexOf(i, got.Shape)} is {came}, expected {elements[i].GetRawText()}";
        }

        return null;
    }

    // What came where it is not what is expected.
    private static string? Difference(JsonElement expected, LaneOutput output, int index, GoldenTolerance tolerance)
    {
        var type = output.Signature.ElementType;
        if (type == TensorElementType.String)
        {
            var text = output.Value!.GetStringElement(index);
            return expected.ValueKind == JsonValueKind.String && expected.GetString() == text ? null : $"\"{text}\"";
        }

        if (TensorElements.IsFloatingPoint(type))
        {
            var fraction = PrecisionBridge.ReadDouble(output.Bytes, type, index);
            return FractionOf(expected) is { } wanted && tolerance.Allows(PrecisionBridge.Round(wanted, type), fraction) ? null : fraction.ToString("R", CultureInfo.InvariantCulture);
        }

        if (type == TensorElementType.Bool)
        {
            var truth = output.Bytes[index] != 0;
            return expected.ValueKind == (truth ? JsonValueKind.True : JsonValueKind.False) ? null : truth ? "true" : "false";
        }

        var number = TensorElements.ReadInt64(output.Bytes, type, index);
        var isSame = type == TensorElementType.UInt64
            ? expected.ValueKind == JsonValueKind.Number && expected.TryGetUInt64(out var unsigned) && unsigned == unchecked((ulong)number)
            : expected.ValueKind == JsonValueKind.Number && expected.TryGetInt64(out var signed) && signed == number;
        return isSame ? null : type == TensorElementType.UInt64 ? $"{unchecked((ulong)number)}" : $"{number}";
    }

    private static double? FractionOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.String => element.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ => null,
        },
        _ => null,
    };

    private static string IndexOf(int flat, ReadOnlySpan<long> shape)
    {
        var places = new long[shape.Length];
        for (var i = shape.Length - 1; i >= 0; i--)
            (flat, places[i]) = ((int)(flat / shape[i]), flat % shape[i]);
        return TensorShapes.Describe(places);
    }
}
