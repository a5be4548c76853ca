using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Routing;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Serving;

/// <summary>How large a body an endpoint's models can need. Stateless.</summary>
internal static class BodyLimit
{
    /// <summary>Any body up to this is read without a look at the models.</summary>
    public const long AlwaysAllowed = 64 << 10;

    // Longest text of an element as clients print it, with its comma and indentation.
    private const long BytesPerElement = 64;

    /// <summary>The limit in bytes, at most the server's own.</summary>
    public static long Of(ServedEndpoint endpoint, long serverLimit)
    {
        long limit = 0;
        foreach (var variant in endpoint.Variants)
        {
            if (variant.Model is { } model)
                limit = Math.Max(limit, Of(model.Signature, serverLimit));
        }

        return limit == 0 ? serverLimit : limit;
    }

    private static long Of(ModelSignature signature, long serverLimit)
    {
        long elements = 0;
        foreach (var input in signature.Inputs)
        {
            if (input.ElementType == TensorElementType.String || !TensorShapes.TryCount(input.Shape, out var count))
                return serverLimit;
            elements += Math.Min(count, serverLimit);
        }

        return Math.Min(serverLimit, AlwaysAllowed + (elements * BytesPerElement));
    }
}
