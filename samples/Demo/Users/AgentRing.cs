namespace ControlPlane.Demo.Users;

/// <summary>
/// Whom to ask: every agent in turn, as a load balancer would.
/// One that could not be reached rests for a while, which means that it is asked only after all others failed too.
/// Safe to use from many threads.
/// </summary>
public sealed class AgentRing(IReadOnlyList<Uri> agents)
{
    /// <summary>How long an agent rests.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    private readonly long[] _restsUntil = new long[agents.Count];
    private int _turn = -1;

    public IReadOnlyList<Uri> Agents => agents;

    /// <summary>Indices of all agents in the order in which this call should try them.</summary>
    public int[] Order(TimeSpan now)
    {
        var first = (int)((uint)Interlocked.Increment(ref _turn) % (uint)agents.Count);
        var order = new int[agents.Count];
        var (front, back) = (0, agents.Count);
        for (var offset = 0; offset < agents.Count; offset++)
        {
            var agent = (first + offset) % agents.Count;
            if (Volatile.Read(ref _restsUntil[agent]) > now.Ticks)
                order[--back] = agent;
            else
                order[front++] = agent;
        }

        return order;
    }

    /// <summary>The agent could not be reached.</summary>
    public void Tire(int agent, TimeSpan now) => Volatile.Write(ref _restsUntil[agent], (now + Rest).Ticks);
}
