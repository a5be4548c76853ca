namespace ControlPlane.Demo.Commands;

/// <summary>What the program tells its caller.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int WrongUsage = 2;
}
