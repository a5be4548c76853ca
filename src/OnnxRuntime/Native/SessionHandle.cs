namespace ControlPlane.OnnxRuntime.Native;

/// <summary>Owns a session and the names that runs of it point to.</summary>
internal sealed unsafe class SessionHandle(nint pointer) : OrtHandle(pointer)
{
    private NameTable? _names;

    /// <summary>Freed after the session, when no run is under way any more.</summary>
    public void Adopt(NameTable names) => _names = names;

    protected override bool ReleaseHandle()
    {
        OrtLibrary.Api->ReleaseSession(handle);
        _names?.Free();
        return true;
    }
}
