namespace ControlPlane.Web.Api;

/// <summary>A body is longer than allowed.</summary>
internal sealed class LimitExceededException(long limit) : IOException($"The body is longer than {limit} bytes.");
