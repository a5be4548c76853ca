namespace ControlPlane.Web.Hosting.Commands;

/// <summary>What the process answers its caller. Stable.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Fine = 0;

    /// <summary>It could not be done; the sentence says why.</summary>
    public const int Failed = 1;

    /// <summary>The arguments or the configuration are wrong.</summary>
    public const int WrongUsage = 2;

    /// <summary>The audit is not as it was written, or contradicts a witness.</summary>
    public const int NotAsWritten = 3;
}
