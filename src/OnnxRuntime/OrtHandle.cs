using System.Runtime.InteropServices;
using ControlPlane.OnnxRuntime.Native;

namespace ControlPlane.OnnxRuntime;

/// <summary>
/// Owner of one native object.
/// Disposing it while a call is under way releases the object when that call ends; using it afterwards throws <see cref="ObjectDisposedException"/>.
/// </summary>
public abstract class OrtHandle : SafeHandle
{
    private protected OrtHandle(nint pointer) : base(0, ownsHandle: true) => SetHandle(pointer);

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    internal OrtLease Lease() => new(this);

    /// <summary>The native object, which lives at least until <see cref="SafeHandle.DangerousRelease"/> is called as often as this.</summary>
    internal nint AddReference()
    {
        var added = false;
        DangerousAddRef(ref added);
        return handle;
    }
}
