using ControlPlane.AgentHost.Inference;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Serving.Grpc;

/// <summary>The status codes of gRPC that this agent gives, by their published numbers.</summary>
internal static class GrpcStatus
{
    public const int Ok = 0;
    public const int Cancelled = 1;
    public const int InvalidArgument = 3;
    public const int DeadlineExceeded = 4;
    public const int NotFound = 5;
    public const int ResourceExhausted = 8;
    public const int Unimplemented = 12;
    public const int Internal = 13;
    public const int Unavailable = 14;

    /// <summary>The status of a refusal. What a caller may try again later is UNAVAILABLE, which clients retry by themselves.</summary>
    public static int Of(Refusal refusal) => refusal.Code switch
    {
        ServingCodes.Malformed or ServingCodes.TensorMismatch => InvalidArgument,
        ServingCodes.NotFound => NotFound,
        ServingCodes.Unsupported => Unimplemented,
        ServingCodes.TooLarge => ResourceExhausted,
        ServingCodes.Overloaded or ServingCodes.NotLoaded or ServingCodes.Suspended or InferenceCodes.WorkerLost => Unavailable,
        InferenceCodes.DeadlineExceeded => DeadlineExceeded,
        InferenceCodes.Cancelled => Cancelled,
        InferenceCodes.ModelFailed or ServingCodes.Internal => Internal,
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal.Code, "No status is defined for this code."),
    };
}
