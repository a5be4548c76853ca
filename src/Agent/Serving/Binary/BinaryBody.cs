using System.Globalization;
using ControlPlane.AgentHost.Serving.Json;
using ControlPlane.Contracts.Outcomes;
using Microsoft.Extensions.Primitives;

namespace ControlPlane.AgentHost.Serving.Binary;

/// <summary>
/// The protocol's extension for binary tensors: a header gives the length of the JSON, and what follows it are the tensors of those inputs
/// that announce a <c>binary_data_size</c>, in their order. Stateless.
/// </summary>
internal static class BinaryBody
{
    /// <summary>Finds where the JSON ends.</summary>
    /// <param name="header">The header's values; without any the whole body is JSON.</param>
    /// <param name="bodyLength">Bytes of the body.</param>
    /// <param name="jsonLength">Bytes of the JSON; 0 says that the body is one tensor and nothing else.</param>
    /// <returns>Null, or a refusal: <c>request_malformed</c>.</returns>
    public static Refusal? Split(StringValues header, int bodyLength, out int jsonLength)
    {
        jsonLength = bodyLength;
        if (header.Count == 0)
            return null;
        if (header.Count == 1 && int.TryParse(header[0], NumberStyles.None, CultureInfo.InvariantCulture, out jsonLength) && jsonLength <= bodyLength)
            return null;
        return new Refusal(
            ServingCodes.Malformed,
            $"header {HeaderTexts.BinaryLength} is '{header}', expected the length of the JSON in bytes, at most the {bodyLength} of the body");
    }

    /// <summary>Gives each input that announces binary data its bytes.</summary>
    /// <returns>Null, or a refusal that names the input: <c>request_malformed</c>.</returns>
    public static Refusal? Assign(InferRequest request, ReadOnlyMemory<byte> tail)
    {
        var rest = tail;
        for (var i = 0; i < request.InputCount; i++)
        {
            var input = request.Input(i);
            if (input.BinarySize is not { } size)
                continue;
            if (input.Elements is not null)
                return Malformed(request, i, "has both data and binary_data_size");
            if (size > rest.Length)
                return Malformed(request, i, $"announces {size} bytes of binary data, but {rest.Length} are left in the body");

            input.Raw = rest[..(int)size];
            rest = rest[(int)size..];
        }

        return rest.IsEmpty
            ? null
            : new Refusal(ServingCodes.Malformed, $"the body has {rest.Length} bytes behind the JSON that no input announces in binary_data_size");
    }

    private static Refusal Malformed(InferRequest request, int index, string problem)
    {
        var name = request.Input(index).Name is { } range ? RequestTexts.Show(range.TextIn(request.Body.Span)) : $"inputs[{index}]";
        return new Refusal(ServingCodes.Malformed, $"input '{name}' {problem}");
    }
}
