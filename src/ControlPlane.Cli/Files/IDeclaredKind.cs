using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Files;

/// <summary>A kind of thing that files can declare.</summary>
internal interface IDeclaredKind
{
    /// <summary>Operations that looking needs.</summary>
    IReadOnlyList<ApiOperation> Reads { get; }

    /// <summary>Operations that changing needs.</summary>
    IReadOnlyList<ApiOperation> Writes { get; }

    /// <summary>What applying a declaration would do now.</summary>
    Task<Outcome<PlannedChange>> PlanAsync(CommandRun run, Declaration declaration, CancellationToken cancellation);

    /// <summary>Does it; refused when the thing has changed since the plan.</summary>
    Task<Outcome<PlannedChange>> ApplyAsync(CommandRun run, PlannedChange change, CancellationToken cancellation);

    /// <summary>Every thing of this kind that the installation has, as documents.</summary>
    Task<Outcome<ExportedDocuments>> ExportAsync(CommandRun run, CancellationToken cancellation);
}
