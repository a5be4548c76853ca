using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Models;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Models;

namespace ControlPlane.Cli.Files;

/// <summary><c>kind: RegisteredModel</c>: its description, its versions by digest or file, and where its aliases point. Versions that exist stay as they are.</summary>
internal sealed class RegisteredModelKind : IDeclaredKind
{
    public const string Name = "RegisteredModel";

    private const string Description = "description";
    private const string Versions = "versions";
    private const string Aliases = "aliases";

    public IReadOnlyList<ApiOperation> Reads { get; } = [ApiOperations.GetModel, ApiOperations.ListModels];

    public IReadOnlyList<ApiOperation> Writes { get; } = [ApiOperations.SetAlias, ApiOperations.DescribeModel, ApiOperations.RegisterVersion];

    public string Removal => "it stays, because versions are never deleted; files no longer own it";

    public async Task<Outcome<PlannedChange>> PlanAsync(CommandRun run, Declaration declaration, AppliedDeclaration? applied, CancellationToken cancellation)
    {
        var present = await run.CallAsync(new ApiCall(ApiOperations.GetModel, declaration.Name), cancellation);
        var versions = await DeclaredVersion.ReadAsync(declaration, cancellation);
        if ((present.Refusal is { Code: ModelRefusals.NotFound } ? versions.Refusal : present.Refusal ?? versions.Refusal) is { } refusal)
            return refusal;
        var isNew = present.Refusal is not null;
        var model = isNew ? new JsonObject { [Description] = "", [Versions] = new JsonArray(), [Aliases] = new JsonArray() } : present.Value.Body;
        var changes = FieldsOf(declaration, model, versions.Value);
        return changes.Then<PlannedChange>(fields => new PlannedChange { Declaration = declaration, IsNew = isNew, Fields = fields, Body = declaration.Spec });
    }

    // Versions first, because the model comes into being with its first one, and aliases point at them.
    public async Task<Outcome<PlannedChange>> ApplyAsync(CommandRun run, PlannedChange change, CancellationToken cancellation)
    {
        var (declaration, versions) = (change.Declaration, await DeclaredVersion.ReadAsync(change.Declaration, cancellation));
        foreach (var version in versions.Value.Where(v => change.Fields.Any(f => f.IsDifferent && f.Path == $"{Versions}.{v.Number}")))
        {
            if (await version.RegisterAsync(run, declaration, change.ModelFolder, cancellation) is { } refusal)
                return refusal;
        }

        foreach (var field in change.Fields.Where(f => f.IsDifferent && !f.Path.StartsWith($"{Versions}.", StringComparison.Ordinal)))
        {
            var call = field.Path == Description
                ? new ApiCall(ApiOperations.DescribeModel, declaration.Name) { Body = new JsonObject { [Description] = field.After!.DeepClone() } }
                : new ApiCall(ApiOperations.SetAlias, declaration.Name, field.Path[(Aliases.Length + 1)..]) { Body = new JsonObject { ["version"] = field.After!.DeepClone() } };
            if ((await run.CallAsync(call, cancellation)).Refusal is { } refusal)
                return refusal;
        }

        return change;
    }

    public Task<Outcome<AppliedDeclaration>> RemoveAsync(CommandRun run, AppliedDeclaration applied, CancellationToken cancellation) => Task.FromResult<Outcome<AppliedDeclaration>>(applied);

    public async Task<Outcome<ExportedDocuments>> ExportAsync(CommandRun run, CancellationToken cancellation)
    {
        var models = await run.ListAsync(new ApiCall(ApiOperations.ListModels), int.MaxValue, cancellation);
        return models.Then<ExportedDocuments>(found => new ExportedDocuments([.. found.Select(m => Declaration.ToJson(Name, (string)m!["name"]!, ModelDocument.Of(m)))]));
    }

    private static Outcome<IReadOnlyList<FieldChange>> FieldsOf(Declaration declaration, JsonNode model, IReadOnlyList<DeclaredVersion> versions)
    {
        string OwnerOf(string path) => $"{declaration.File}:{declaration.Find(path)}";

        var (fields, registered) = (new List<FieldChange>(), model[Versions]!.AsArray().ToDictionary(v => (string)v!["digest"]!, v => (int)v!["number"]!));
        if (declaration.Spec[Description] is { } description)
            fields.Add(new FieldChange(Description, model[Description], description, OwnerOf(Description)));
        var next = registered.Count + 1;
        foreach (var version in versions)
        {
            var number = registered.TryGetValue(version.Digest, out var known) ? known : next++;
            if (number != version.Number)
                return Refusal.OfField(CliRefusals.FileInvalid, OwnerOf(version.Place), $"spec.{version.Place} is version {version.Number} in the file, here {(known > 0 ? "it is" : "it would become")} {number}", "numbers count up in the order of registration: name the others too, or correct the number");
            fields.Add(new FieldChange($"{Versions}.{number}", known > 0 ? JsonValue.Create(version.Digest) : null, JsonValue.Create(version.Digest), OwnerOf(version.Place)));
        }

        var (actual, wanted) = (VersionReferences.AliasesOf(model), declaration.Spec[Aliases] as JsonObject ?? []);
        foreach (var (alias, value) in wanted)
        {
            var number = ResolveAlias(declaration, alias, value!, actual);
            if (number.Refusal is { } unknown)
                return unknown;
            fields.Add(new FieldChange($"{Aliases}.{alias}", actual.TryGetValue(alias, out var now) ? JsonValue.Create(now) : null, JsonValue.Create(number.Value), OwnerOf($"{Aliases}.{alias}")));
        }

        fields.AddRange(actual.Where(a => !wanted.ContainsKey(a.Key)).Select(a => new FieldChange($"{Aliases}.{a.Key}", JsonValue.Create(a.Value), JsonValue.Create(a.Value), FieldChange.People)));
        return fields;
    }

    private static Outcome<int> ResolveAlias(Declaration declaration, string alias, JsonNode value, IReadOnlyDictionary<string, int> aliases)
    {
        var field = $"{declaration.File}:{declaration.Find($"{Aliases}.{alias}")}";
        return VersionReference.Parse(field, value.ToString()).Then(reference => reference.Resolve(field, declaration.Name, aliases));
    }
}
