using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Files;

/// <summary>What applying some files would do. Immutable.</summary>
/// <param name="Changes">In the order in which they would be made.</param>
/// <param name="Removals">What no file holds any more and pruning would take away.</param>
internal sealed record DeclarationPlan(IReadOnlyList<PlannedChange> Changes, IReadOnlyList<AppliedDeclaration> Removals)
{
    /// <summary>Whether anything would be done.</summary>
    public bool HasEffect => Removals.Count > 0 || Changes.Any(c => c.HasEffect);

    /// <summary>Reads the files and compares them with the installation.</summary>
    /// <returns>Refusals: <see cref="CliRefusals.FileInvalid"/>, and those of the API.</returns>
    public static async Task<Outcome<DeclarationPlan>> MakeAsync(CommandRun run, IEnumerable<string> paths, PruneOptions prune, CancellationToken cancellation)
    {
        var read = await DeclarationReader.ReadValidAsync(paths, run.Surroundings, cancellation);
        var labels = prune.Read(run);
        if ((read.Refusal ?? labels.Refusal) is { } invalid)
            return invalid;
        var applied = await AppliedDeclaration.ListAsync(run, cancellation);
        if (applied.Refusal is { } unknown)
            return unknown;
        var changes = new List<PlannedChange>();
        foreach (var declaration in InOrder(read.Value))
        {
            var before = applied.Value.GetValueOrDefault((declaration.Kind, declaration.Name));
            var change = await DeclaredKinds.Of(declaration.Kind).PlanAsync(run, declaration, before, cancellation);
            if (change.IsAccepted)
                change = await AppliedDeclaration.ShowOwnersAsync(run, change.Value, before, cancellation);
            if (change.Refusal is { } refusal)
                return refusal with { Sentence = $"{declaration.File}:{declaration.Document.Find("metadata.name")}: {refusal.Sentence}" };
            changes.Add(change.Value);
        }

        return new DeclarationPlan(changes, FindRemovals(read.Value, applied.Value.Values, labels.Value));
    }

    /// <summary>Declarations so that each comes after what it names.</summary>
    public static IEnumerable<Declaration> InOrder(DeclarationSet set) => set.Declarations.OrderBy(d => DeclarationSchema.Kinds.ToList().IndexOf(d.Kind));

    /// <summary>What carries the labels and stands in no file, the other way round: what names a thing goes before it.</summary>
    public static IReadOnlyList<AppliedDeclaration> FindRemovals(DeclarationSet set, IEnumerable<AppliedDeclaration> applied, PruneLabels labels) => labels.IsAsked
        ?
        [
            .. applied.Where(a => a.Carries(labels.Labels) && DeclarationSchema.Kinds.Contains(a.Kind) && !set.Declarations.Any(d => d.Kind == a.Kind && d.Name == a.Name))
                .OrderByDescending(a => DeclarationSchema.Kinds.ToList().IndexOf(a.Kind)).ThenBy(a => a.Name, StringComparer.Ordinal),
        ]
        : [];
}
