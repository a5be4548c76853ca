using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Vetting;
using ControlPlane.AgentHost.Workers;
using ControlPlane.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.AgentHost.Tests.Workers;

/// <summary>Real processes of the agent's own program.</summary>
internal static class WorkerLoading
{
    /// <summary>A loader whose sockets lie in a folder.</summary>
    public static WorkerLoader ALoader(TemporaryFolder folder, TimeSpan? longestRun = null, AgentExecutable? program = null) => new(
        program ?? AgentExecutable.In(AppContext.BaseDirectory),
        new WorkerSettings(
            folder.Combine("workers"),
            new BackoffPolicy(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(200), () => 1),
            TimeProvider.System,
            longestRun ?? ModelWorker.LongestRun),
        NullLogger<WorkerLoader>.Instance);
}
