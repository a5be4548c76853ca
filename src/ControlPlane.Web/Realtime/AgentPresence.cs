using System.Collections.Concurrent;
using ControlPlane.Contracts.Agents;
using ControlPlane.Domain.Agents;

namespace ControlPlane.Web.Realtime;

/// <summary>When each agent was last heard of, by the monotonic clock, and what it said for good. A singleton, thread-safe.</summary>
public sealed class AgentPresence(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, long> _heard = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (long HeardAt, TimeSpan OldestPending)> _pending = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string BootId, TablePosition Position)> _refusedForGood = new(StringComparer.Ordinal);

    /// <summary>How many agents are in contact.</summary>
    public int PresentCount => _heard.Count;

    /// <summary>An agent spoke.</summary>
    public void Hear(string agentId) => _heard[agentId] = clock.GetTimestamp();

    /// <summary>Another replica heard an agent some time ago; what was heard here since counts more.</summary>
    /// <param name="agentId">Id of the agent.</param>
    /// <param name="silence">How long ago.</param>
    /// <param name="pending">Age of the telemetry that was not committed now; null when the agent never spoke of it.</param>
    public void HearElsewhere(string agentId, TimeSpan silence, TimeSpan? pending)
    {
        var now = clock.GetTimestamp();
        var heardAt = now - (long)(Math.Max(0, silence.TotalSeconds) * clock.TimestampFrequency);
        _heard.AddOrUpdate(agentId, heardAt, (_, known) => Math.Max(known, heardAt));
        if (pending is { } age)
            _pending[agentId] = (now, age);
    }

    /// <summary>For how long an agent has not been heard; null when it is lost or never was.</summary>
    public TimeSpan? SilenceOf(string agentId) => _heard.TryGetValue(agentId, out var at) ? clock.GetElapsedTime(at) : null;

    /// <summary>An agent said how old the telemetry is that it has not seen acknowledged.</summary>
    public void HearPending(string agentId, TimeSpan oldestPending) => _pending[agentId] = (clock.GetTimestamp(), oldestPending);

    /// <summary>Everything an agent counted before this was committed when it last spoke of it; null when it never did.</summary>
    public DateTimeOffset? CommittedUntil(string agentId) =>
        _pending.TryGetValue(agentId, out var pending) ? clock.GetUtcNow() - clock.GetElapsedTime(pending.HeardAt) - pending.OldestPending : null;

    /// <summary>An agent is no member any more.</summary>
    public void Forget(string agentId)
    {
        _heard.TryRemove(agentId, out _);
        _pending.TryRemove(agentId, out _);
        _refusedForGood.TryRemove(agentId, out _);
    }

    /// <summary>Agents whose silence has just become too long; each is named once until it speaks again.</summary>
    public IReadOnlyList<string> TakeLost()
    {
        var lost = new List<string>();
        foreach (var entry in _heard)
        {
            if (clock.GetElapsedTime(entry.Value) >= AgentHealthRule.LostAfter && _heard.TryRemove(entry))
            {
                _pending.TryRemove(entry.Key, out _);
                lost.Add(entry.Key);
            }
        }

        return lost;
    }

    /// <summary>A start of an agent's process will never take this table.</summary>
    public void RememberRefusal(string agentId, string bootId, TablePosition position) => _refusedForGood[agentId] = (bootId, position);

    /// <summary>Whether offering this table to this start of the process is useless.</summary>
    public bool IsRefusedForGood(string agentId, string bootId, TablePosition position) =>
        _refusedForGood.TryGetValue(agentId, out var refused) && refused == (bootId, position);
}
