using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Files;

/// <summary>A kind of thing that files can declare.</summary>
internal interface IDeclaredKind
{
    /// <summary>Operations that looking needs.</summary>
    IReadOnlyList<ApiOperation> Reads { get; }

    /// <summary>Operations that changing and removing needs.</summary>
    IReadOnlyList<ApiOperation> Writes { get; }

    /// <summary>What pruning does to a thing of this kind, in words.</summary>
    string Removal { get; }

    /// <summary>What applying a declaration would do now.</summary>
    /// <param name="run">The run.</param>
    /// <param name="declaration">What a file says.</param>
    /// <param name="applied">What a file said last; null when none ever did.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<Outcome<PlannedChange>> PlanAsync(CommandRun run, Declaration declaration, AppliedDeclaration? applied, CancellationToken cancellation);

    /// <summary>Does it; refused when the thing has changed since the plan.</summary>
    Task<Outcome<PlannedChange>> ApplyAsync(CommandRun run, PlannedChange change, CancellationToken cancellation);

    /// <summary>Takes away what a file declared that is gone; what is away already stays away.</summary>
    Task<Outcome<AppliedDeclaration>> RemoveAsync(CommandRun run, AppliedDeclaration applied, CancellationToken cancellation);

    /// <summary>Every thing of this kind that the installation has, as documents.</summary>
    Task<Outcome<ExportedDocuments>> ExportAsync(CommandRun run, CancellationToken cancellation);
}
