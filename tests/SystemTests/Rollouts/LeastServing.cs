using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Rollouts;

/// <summary>Asks all agents at the same moment, again and again, and keeps the least number that answered.</summary>
internal sealed class LeastServing(IReadOnlyList<InstalledAgent> agents, string endpoint, string body)
{
    /// <summary>The least number of agents that answered at one moment.</summary>
    public int Count { get; private set; } = agents.Count;

    /// <summary>Looks ten times in a row.</summary>
    public async Task LookAsync()
    {
        using var client = new InferenceClient();
        for (var look = 0; look < 10; look++)
        {
            var answers = await Task.WhenAll(agents.Select(a => client.InferAsync(a.Rest, endpoint, body, "probe")));
            Count = Math.Min(Count, answers.Count(a => a.Status == 200));
        }
    }
}
