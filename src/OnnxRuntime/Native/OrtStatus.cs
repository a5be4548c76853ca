using System.Diagnostics.CodeAnalysis;

namespace ControlPlane.OnnxRuntime.Native;

internal static unsafe class OrtStatus
{
    /// <summary>Takes the status over: releases it and throws what it says, or does nothing when it is zero.</summary>
    public static void ThrowIfFailed(nint status)
    {
        if (status != 0)
            Throw(status);
    }

    [DoesNotReturn]
    private static void Throw(nint status)
    {
        var api = OrtLibrary.Api;
        var code = api->GetErrorCode(status);
        var message = NativeText.Read(api->GetErrorMessage(status));
        api->ReleaseStatus(status);
        throw new OrtException(code, message);
    }
}
