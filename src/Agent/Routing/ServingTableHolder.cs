namespace ControlPlane.AgentHost.Routing;

/// <summary>
/// The table in force. A request reads <see cref="Current"/> once and works with a table that can no longer change;
/// a change exchanges one reference. Singleton, thread-safe.
/// </summary>
public sealed class ServingTableHolder
{
    private volatile ServingTable _current = ServingTable.Empty;

    /// <summary>The table in force now.</summary>
    public ServingTable Current => _current;

    /// <summary>Puts the next table in force; requests that hold the one before finish on it.</summary>
    public void Swap(ServingTable next) => _current = next;
}
