
namespace ControlPlane.SystemTests.Deploy;

/// <summary>A test that makes the file system read-only for a program, which on Linux only root may.</summary>
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
            Skip = "A read-only root can be made by root on Linux only.";
    }
}
