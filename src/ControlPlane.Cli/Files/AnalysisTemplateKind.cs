using System.Text.Json;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Analysis.Templates.Stored;

namespace ControlPlane.Cli.Files;

/// <summary><c>kind: AnalysisTemplate</c>: a template's newest version. Another content is another version; versions that exist stay as they are.</summary>
internal sealed class AnalysisTemplateKind : IDeclaredKind
{
    public const string Name = "AnalysisTemplate";

    private static readonly string[] Members = ["description", "parameters", "checks", "judge", "comparison", "onError", "baseline"];

    public IReadOnlyList<ApiOperation> Reads { get; } = [ApiOperations.GetAnalysisTemplate, ApiOperations.ListAnalysisTemplates];

    public IReadOnlyList<ApiOperation> Writes { get; } = [ApiOperations.CreateAnalysisTemplate, ApiOperations.AddAnalysisTemplateVersion, ApiOperations.DeleteAnalysisTemplate];

    public string Removal => "it is deleted; rollouts go on with their copies";

    public async Task<Outcome<PlannedChange>> PlanAsync(CommandRun run, Declaration declaration, AppliedDeclaration? applied, CancellationToken cancellation)
    {
        var present = await run.CallAsync(new ApiCall(ApiOperations.GetAnalysisTemplate, declaration.Name), cancellation);
        if (present.Refusal is { } refusal && refusal.Code != TemplateRefusals.NotFound)
            return refusal;
        var isNew = present.Refusal is not null;
        var actual = isNew ? [] : NewestOf(present.Value.Body);
        var wanted = Normalize(declaration.Spec);
        // A version is whole: what the file does not name is not there.
        return new PlannedChange
        {
            Declaration = declaration,
            IsNew = isNew,
            Fields = [.. Members.Where(m => wanted.ContainsKey(m) || actual.ContainsKey(m)).Select(m => new FieldChange(m, actual[m], wanted[m], $"{declaration.File}:{declaration.Find(m)}"))],
            Body = declaration.Spec.DeepClone().AsObject(),
            EntityTag = isNew ? null : present.Value.EntityTag,
        };
    }

    public async Task<Outcome<PlannedChange>> ApplyAsync(CommandRun run, PlannedChange change, CancellationToken cancellation)
    {
        var body = change.Body.DeepClone().AsObject();
        body["name"] = change.Declaration.Name;
        var call = change.IsNew
            ? new ApiCall(ApiOperations.CreateAnalysisTemplate)
            : new ApiCall(ApiOperations.AddAnalysisTemplateVersion, change.Declaration.Name);
        return (await run.CallAsync(call with { Body = body, IfMatch = change.EntityTag, Subject = change.Declaration.Name }, cancellation)).Then<PlannedChange>(_ => change);
    }

    public async Task<Outcome<AppliedDeclaration>> RemoveAsync(CommandRun run, AppliedDeclaration applied, CancellationToken cancellation)
    {
        var answer = await run.CallAsync(new ApiCall(ApiOperations.DeleteAnalysisTemplate, applied.Name), cancellation);
        return answer.Refusal is { } refusal && refusal.Code != TemplateRefusals.NotFound ? refusal : applied;
    }

    public async Task<Outcome<ExportedDocuments>> ExportAsync(CommandRun run, CancellationToken cancellation)
    {
        var templates = await run.ListAsync(new ApiCall(ApiOperations.ListAnalysisTemplates), int.MaxValue, cancellation);
        return templates.Then<ExportedDocuments>(found => new ExportedDocuments([.. found.Select(t => Declaration.ToJson(Name, (string)t!["name"]!, NewestOf(t)))]));
    }

    private static JsonObject NewestOf(JsonNode template)
    {
        var newest = template["versions"]!.AsArray().MaxBy(v => (int)v!["version"]!)!;
        return Normalize(new JsonObject(Members.Select(m => KeyValuePair.Create(m, newest[m]?.DeepClone()))));
    }

    // What says nothing is left out, and what has a usual value gets it, so that both sides read alike.
    private static JsonObject Normalize(JsonObject spec)
    {
        var members = spec.Where(m => m.Value is not null and not JsonArray { Count: 0 } && !IsEmptyText(m.Value)).ToDictionary(m => m.Key, m => m.Value!.DeepClone());
        if (members.TryGetValue("parameters", out var parameters))
            members["parameters"] = new JsonArray([.. parameters.AsArray().Select(p => NormalizeParameter(p!))]);
        return new JsonObject(members.Select(m => KeyValuePair.Create<string, JsonNode?>(m.Key, m.Value)));
    }

    private static JsonObject NormalizeParameter(JsonNode parameter)
    {
        var result = new JsonObject { ["name"] = parameter["name"]?.DeepClone(), ["type"] = parameter["type"]?.DeepClone() ?? "text" };
        if (parameter["default"] is JsonValue usual)
            result["default"] = usual.GetValueKind() == JsonValueKind.String ? usual.GetValue<string>() : usual.ToJsonString();
        if (parameter["description"] is { } description && !IsEmptyText(description))
            result["description"] = description.DeepClone();
        return result;
    }

    private static bool IsEmptyText(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length == 0;
}
