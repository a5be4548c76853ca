using System.CommandLine;
using ControlPlane.Cli.Api;

namespace ControlPlane.Cli.Hosting;

/// <summary>A command that calls the API. It names the operations it may call; any other is a fault, so that the list can be relied on.</summary>
internal sealed class ApiCommand(string name, string description, params IReadOnlyList<ApiOperation> operations) : Command(name, description)
{
    public IReadOnlyList<ApiOperation> Operations { get; } = operations;

    /// <summary>What it does; the refusal or the exit code.</summary>
    public Func<CommandRun, CancellationToken, Task<Contracts.Outcomes.Outcome<ExitCode>>>? Run { get; set; }
}
