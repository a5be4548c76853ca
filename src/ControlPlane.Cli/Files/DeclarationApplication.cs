using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Files;

/// <summary>One run of <c>apply</c>: thing by thing, and what was done so far is said whatever happens.</summary>
internal sealed class DeclarationApplication(CommandRun run, Dictionary<(string Kind, string Name), AppliedDeclaration> applied, string? models)
{
    private readonly JsonArray _done = [];

    // Each is compared when its turn comes, because an endpoint may need what was made just before it.
    public async Task<Outcome<ExitCode>> RunAsync(DeclarationSet set, IReadOnlyList<AppliedDeclaration> removals, CancellationToken cancellation)
    {
        foreach (var declaration in DeclarationPlan.InOrder(set))
        {
            if (await ApplyAsync(declaration, cancellation) is { } refusal)
                return End(refusal with { Sentence = $"{declaration.File}:{declaration.Document.Find("metadata.name")}: {refusal.Sentence} What is listed above was done; nothing after it." });
        }

        foreach (var removal in removals)
        {
            if (await RemoveAsync(removal, cancellation) is { } refusal)
                return End(refusal with { Sentence = $"{removal.Kind} {removal.Name} was not pruned: {refusal.Sentence}" });
        }

        return End(ExitCode.Done);
    }

    private async Task<Refusal?> ApplyAsync(Declaration declaration, CancellationToken cancellation)
    {
        var (kind, before) = (DeclaredKinds.Of(declaration.Kind), applied.GetValueOrDefault((declaration.Kind, declaration.Name)));
        var plan = await kind.PlanAsync(run, declaration, before, cancellation);

        // Asked before anything is done, so that the last change by another way is not this one.
        if (plan.IsAccepted)
            plan = await AppliedDeclaration.ShowOwnersAsync(run, plan.Value, before, cancellation);
        var done = plan.IsAccepted && plan.Value.HasEffect ? await kind.ApplyAsync(run, plan.Value with { ModelFolder = models }, cancellation) : plan;
        if (done.Refusal is { } refusal)
            return refusal;
        if (before?.IsSame(declaration) != true && (await AppliedDeclaration.SaveAsync(run, declaration, cancellation)).Refusal is { } unsaved)
            return unsaved;
        _done.Add((JsonNode)done.Value.ToJson());
        return null;
    }

    private async Task<Refusal?> RemoveAsync(AppliedDeclaration removal, CancellationToken cancellation)
    {
        var removed = await DeclaredKinds.Of(removal.Kind).RemoveAsync(run, removal, cancellation);
        if (removed.Refusal is { } refusal)
            return refusal;
        var forgotten = await run.CallAsync(new ApiCall(ApiOperations.DeleteDeclaration, removal.Kind, removal.Name), cancellation);
        _done.Add((JsonNode)RemovalText.ToJson(removal));
        return forgotten.Refusal;
    }

    private Outcome<ExitCode> End(Outcome<ExitCode> end)
    {
        AppliedText.Show(run, _done);
        return end;
    }
}
