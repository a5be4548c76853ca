namespace ControlPlane.OnnxRuntime.Native;

/// <summary>Keeps a native object alive for the length of a call, however soon its owner is disposed.</summary>
internal readonly ref struct OrtLease : IDisposable
{
    private readonly OrtHandle _owner;

    /// <exception cref="ObjectDisposedException">The owner was disposed before.</exception>
    public OrtLease(OrtHandle owner)
    {
        _owner = owner;
        Pointer = owner.AddReference();
    }

    public nint Pointer { get; }

    public void Dispose() => _owner.DangerousRelease();
}
