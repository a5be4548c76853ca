using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Files;

/// <summary><c>kind: ModelAliases</c>: which version each alias of a model points at. Versions themselves are pushed, not declared.</summary>
internal sealed class ModelAliasesKind : IDeclaredKind
{
    public const string Name = "ModelAliases";

    private const string Aliases = "aliases";

    public IReadOnlyList<ApiOperation> Reads { get; } = [ApiOperations.GetModel, ApiOperations.ListModels];

    public IReadOnlyList<ApiOperation> Writes { get; } = [ApiOperations.SetAlias];

    public async Task<Outcome<PlannedChange>> PlanAsync(CommandRun run, Declaration declaration, CancellationToken cancellation)
    {
        var present = await run.CallAsync(new ApiCall(ApiOperations.GetModel, declaration.Name), cancellation);
        return present.Then<PlannedChange>(model =>
        {
            var (actual, wanted) = (AliasesOf(model.Body), declaration.Spec[Aliases]!.AsObject());
            return new PlannedChange
            {
                Declaration = declaration,
                IsNew = false,
                Fields =
                [
                    .. wanted.Select(a => new FieldChange($"{Aliases}.{a.Key}", actual[a.Key], a.Value, $"{declaration.File}:{declaration.Find($"{Aliases}.{a.Key}")}")),
                    .. actual.Where(a => !wanted.ContainsKey(a.Key)).Select(a => new FieldChange($"{Aliases}.{a.Key}", a.Value, a.Value, FieldChange.People)),
                ],
                Body = wanted,
            };
        });
    }

    public async Task<Outcome<PlannedChange>> ApplyAsync(CommandRun run, PlannedChange change, CancellationToken cancellation)
    {
        foreach (var field in change.Fields.Where(f => f.IsDifferent))
        {
            var alias = field.Path[(Aliases.Length + 1)..];
            var answer = await run.CallAsync(
                new ApiCall(ApiOperations.SetAlias, change.Declaration.Name, alias) { Body = new JsonObject { ["version"] = field.After!.DeepClone() } }, cancellation);
            if (answer.Refusal is { } refusal)
                return refusal;
        }

        return change;
    }

    public async Task<Outcome<ExportedDocuments>> ExportAsync(CommandRun run, CancellationToken cancellation)
    {
        var models = await run.ListAsync(new ApiCall(ApiOperations.ListModels), int.MaxValue, cancellation);
        return models.Then<ExportedDocuments>(found => new ExportedDocuments(
            [.. found.Where(m => m!["aliases"]!.AsArray().Count > 0).Select(m => Declaration.ToJson(Name, (string)m!["name"]!, new JsonObject { [Aliases] = AliasesOf(m) }))]));
    }

    private static JsonObject AliasesOf(JsonNode model) => new(model[Aliases]!.AsArray().Select(a => KeyValuePair.Create((string)a!["name"]!, a["version"]?.DeepClone())));
}
