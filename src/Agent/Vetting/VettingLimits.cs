namespace ControlPlane.AgentHost.Vetting;

/// <summary>What the process that tries a model may take. Immutable.</summary>
/// <param name="MemoryBytes">Address space beyond what the process begins with.</param>
/// <param name="ProcessorSeconds">Processor time.</param>
/// <param name="WallSeconds">From its start to its verdict.</param>
internal sealed record VettingLimits(long MemoryBytes, int ProcessorSeconds, int WallSeconds)
{
    private const int TimesFile = 6;
    private const long Floor = 512L << 20;
    private const long BytesPerSecond = 32L << 20;

    /// <summary>Enough for an honest file of a length: the file, its weights as the runtime lays them out, and some runs; large files take longer to read.</summary>
    public static VettingLimits Of(long fileBytes)
    {
        var seconds = 60 + (int)(fileBytes / BytesPerSecond);
        return new VettingLimits(Floor + (TimesFile * fileBytes), seconds, 2 * seconds);
    }
}
