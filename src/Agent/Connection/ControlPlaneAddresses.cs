namespace ControlPlane.AgentHost.Connection;

/// <summary>
/// The control planes of one installation that this agent may talk to, and the one it talks to now. Any of them serves it equally well, so it goes on to the next whenever a
/// connection ends or cannot be made. Thread-safe.
/// </summary>
/// <param name="all">At least one, in the order in which they are tried.</param>
internal sealed class ControlPlaneAddresses(IReadOnlyList<Uri> all)
{
    private int _tried = -1;

    /// <summary>The one in use.</summary>
    public Uri Current => Volatile.Read(ref _tried) is var tried && tried == -1 ? all[0] : all[(int)((uint)tried % (uint)all.Count)];

    /// <summary>Goes on to the next; the first time to the first.</summary>
    public Uri Next() => all[(int)((uint)Interlocked.Increment(ref _tried) % (uint)all.Count)];
}
