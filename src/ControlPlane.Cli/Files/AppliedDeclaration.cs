using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Output;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Files;

/// <summary>What a file last said about one thing, as the control plane remembers it. Immutable by convention.</summary>
internal sealed record AppliedDeclaration(string Kind, string Name, JsonObject Labels, JsonObject Spec, string Source, string AppliedBy, string AppliedAt)
{
    private const int LongestSource = 200;

    /// <summary>All of them, by kind and name.</summary>
    public static async Task<Outcome<Dictionary<(string Kind, string Name), AppliedDeclaration>>> ListAsync(CommandRun run, CancellationToken cancellation)
    {
        var found = await run.ListAsync(new ApiCall(ApiOperations.ListDeclarations), int.MaxValue, cancellation);
        return found.Then<Dictionary<(string, string), AppliedDeclaration>>(items => items.Select(i => Of(i!)).ToDictionary(d => (d.Kind, d.Name)));
    }

    /// <summary>Whether it carries every one of these labels.</summary>
    public bool Carries(IReadOnlyList<(string Name, string Value)> labels) => labels.All(l => (string?)Labels[l.Name] == l.Value);

    /// <summary>Whether a file says the same again.</summary>
    public bool IsSame(Declaration declaration) =>
        JsonNode.DeepEquals(Labels, declaration.Labels) && JsonNode.DeepEquals(Spec, declaration.Spec) && Source == SourceOf(declaration);

    /// <summary>Remembers what a file said.</summary>
    public static Task<Outcome<ApiAnswer>> SaveAsync(CommandRun run, Declaration declaration, CancellationToken cancellation) => run.CallAsync(
        new ApiCall(ApiOperations.PutDeclaration, declaration.Kind, declaration.Name)
        {
            Body = new JsonObject { ["labels"] = declaration.Labels.DeepClone(), ["spec"] = declaration.Spec.DeepClone(), ["source"] = SourceOf(declaration) },
        },
        cancellation);

    /// <summary>
    /// A change with the owner of each field that the file did not change since, and that differs all the same: somebody changed it by another way.
    /// Who it was last stands in the audit.
    /// </summary>
    public static async Task<Outcome<PlannedChange>> ShowOwnersAsync(CommandRun run, PlannedChange change, AppliedDeclaration? applied, CancellationToken cancellation)
    {
        if (applied is null)
            return change;
        if (applied.Source != SourceOf(change.Declaration) && !JsonNode.DeepEquals(applied.Spec, change.Declaration.Spec))
            change = change with { Note = string.Join(' ', [.. change.Note is { } note ? [note + "."] : (string[])[], $"{applied.Source} declared it otherwise at {CellText.Of(applied.AppliedAt)}; where both are applied, it changes hands each time"]) };
        if (!change.Fields.Any(f => applied.IsChangedSince(change.Declaration, f)))
            return change;
        var entries = await run.ListAsync(new ApiCall(ApiOperations.ListAudit).With("name", applied.Name).With("from", applied.AppliedAt), ApiConnection.LargestPage, cancellation);
        return entries.Then<PlannedChange>(found =>
        {
            var last = found.FirstOrDefault(e => e!["refusalCode"] is null && (string?)e["subject"] != "declaration");
            var by = last is null ? "" : $": {last["actor"]} by {last["way"]} at {CellText.Of(last["at"])}";
            return change with { Fields = [.. change.Fields.Select(f => applied.IsChangedSince(change.Declaration, f) ? f with { Owner = $"{f.Owner}, changed by another way since {CellText.Of(applied.AppliedAt)}{by}", IsOverwritten = true } : f)] };
        });
    }

    private bool IsChangedSince(Declaration declaration, FieldChange field) =>
        field.IsDifferent && JsonPath.Has(declaration.Spec, field.Path) && JsonNode.DeepEquals(JsonPath.Find(declaration.Spec, field.Path), JsonPath.Find(Spec, field.Path));

    private static string SourceOf(Declaration declaration) => declaration.File.Length <= LongestSource ? declaration.File : declaration.File[^LongestSource..];

    private static AppliedDeclaration Of(JsonNode node) => new(
        (string)node["kind"]!, (string)node["name"]!, node["labels"]!.DeepClone().AsObject(), node["spec"]!.DeepClone().AsObject(), (string)node["source"]!, (string)node["appliedBy"]!, (string)node["appliedAt"]!);
}
