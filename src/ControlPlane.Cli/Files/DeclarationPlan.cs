using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Files;

/// <summary>What applying some files would do. Immutable.</summary>
internal sealed record DeclarationPlan(IReadOnlyList<PlannedChange> Changes)
{
    /// <summary>Reads the files and compares them with the installation.</summary>
    /// <returns>Refusals: <see cref="CliRefusals.FileInvalid"/>, and those of the API.</returns>
    public static async Task<Outcome<DeclarationPlan>> MakeAsync(CommandRun run, IEnumerable<string> paths, CancellationToken cancellation)
    {
        var read = await DeclarationReader.ReadValidAsync(paths, run.Surroundings, cancellation);
        if (read.Refusal is { } invalid)
            return invalid;
        var changes = new List<PlannedChange>();
        foreach (var declaration in read.Value.Declarations.OrderBy(d => DeclarationSchema.Kinds.ToList().IndexOf(d.Kind)))
        {
            var change = await DeclaredKinds.Of(declaration.Kind).PlanAsync(run, declaration, cancellation);
            if (change.Refusal is { } refusal)
                return refusal with { Sentence = $"{declaration.File}:{declaration.Document.Find("metadata.name")}: {refusal.Sentence}" };
            changes.Add(change.Value);
        }

        return new DeclarationPlan(changes);
    }
}
