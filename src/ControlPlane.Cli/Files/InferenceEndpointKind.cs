using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Output;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Endpoints;

namespace ControlPlane.Cli.Files;

/// <summary><c>kind: InferenceEndpoint</c>: model, stable version and settings. The split belongs to rollouts and people.</summary>
internal sealed class InferenceEndpointKind : IDeclaredKind
{
    public const string Name = "InferenceEndpoint";

    private const string StableVersion = "stableVersion";

    /// <summary>Members of the body, in the order people read them; the API names them alike when it answers.</summary>
    private static readonly string[] Members =
        ["model", StableVersion, "pool", "routingKey", "fallback", "guards", "segmentAttributes", "eventClass", "mistakeCosts", "rewardLimits", "schedule", "drift"];

    public IReadOnlyList<ApiOperation> Reads { get; } = [ApiOperations.GetEndpoint, ApiOperations.ListEndpoints, ApiOperations.GetEndpointHistory, ApiOperations.ListRolloutsOfEndpoint, ApiOperations.GetRoutingTable];

    public IReadOnlyList<ApiOperation> Writes { get; } = [ApiOperations.PutEndpoint, ApiOperations.DeleteEndpoint];

    public string Removal => "it is deleted, and its callers get 404";

    public async Task<Outcome<PlannedChange>> PlanAsync(CommandRun run, Declaration declaration, AppliedDeclaration? applied, CancellationToken cancellation)
    {
        var present = await run.CallAsync(new ApiCall(ApiOperations.GetEndpoint, declaration.Name), cancellation);
        if (present.Refusal is { Code: EndpointRefusals.NotFound })
            return PlanNew(declaration);
        if (present.Refusal is { } refusal)
            return refusal;

        var actual = BodyOf(present.Value.Body.AsObject());
        var wanted = declaration.Spec.DeepClone().AsObject();
        // How it began; since then rollouts and people move its traffic.
        wanted.Remove(InitialRoutingDocument.Name);
        string? note = null;
        if (wanted[StableVersion] is { } version && !FieldComparison.Covers(actual[StableVersion], version))
        {
            var history = await run.ListAsync(new ApiCall(ApiOperations.GetEndpointHistory, declaration.Name), RejectedVersion.HistoryLimit, cancellation);
            var rollouts = await run.ListAsync(new ApiCall(ApiOperations.ListRolloutsOfEndpoint, declaration.Name), ApiConnection.LargestPage, cancellation);
            if ((history.Refusal ?? rollouts.Refusal) is { } unknown)
                return unknown;
            var isUnchanged = JsonNode.DeepEquals(applied?.Spec[StableVersion], version);
            note = RejectedVersion.Find(history.Value, (int)JsonNumber.Of(version))
                ?? (isUnchanged ? PromotedVersion.Find(rollouts.Value, (int)actual[StableVersion]!, (int)JsonNumber.Of(version)) : null);
        }

        if (note is not null)
            wanted.Remove(StableVersion);

        var body = FieldComparison.Overlay(actual, wanted);
        return new PlannedChange
        {
            Declaration = declaration,
            IsNew = false,
            Fields = [.. FieldComparison.Leaves(body).Select(leaf => new FieldChange(leaf.Path, JsonPath.Find(actual, leaf.Path), leaf.Value, note is not null && leaf.Path == StableVersion ? FieldChange.Rollouts : OwnerOf(declaration, leaf.Path)))],
            Note = note,
            Body = body,
            EntityTag = present.Value.EntityTag,
        };
    }

    public async Task<Outcome<PlannedChange>> ApplyAsync(CommandRun run, PlannedChange change, CancellationToken cancellation)
    {
        var body = change.Body.DeepClone().AsObject();
        body["reason"] = $"apply {change.Declaration.File}";
        var answer = await run.CallAsync(new ApiCall(ApiOperations.PutEndpoint, change.Declaration.Name) { Body = body, IfMatch = change.EntityTag }, cancellation);
        return answer.Then<PlannedChange>(_ => change);
    }

    public async Task<Outcome<AppliedDeclaration>> RemoveAsync(CommandRun run, AppliedDeclaration applied, CancellationToken cancellation)
    {
        var answer = await run.CallAsync(new ApiCall(ApiOperations.DeleteEndpoint, applied.Name).With("reason", $"apply --prune: {applied.Source} is gone"), cancellation);
        return answer.Refusal is { } refusal && refusal.Code != EndpointRefusals.NotFound ? refusal : applied;
    }

    public async Task<Outcome<ExportedDocuments>> ExportAsync(CommandRun run, CancellationToken cancellation)
    {
        var endpoints = await run.ListAsync(new ApiCall(ApiOperations.ListEndpoints), int.MaxValue, cancellation);
        if (endpoints.Refusal is { } refusal)
            return refusal;
        var documents = new List<JsonObject>();
        foreach (var endpoint in endpoints.Value.Select(e => e!.AsObject()))
        {
            var name = (string)endpoint["name"]!;
            var table = await run.CallAsync(new ApiCall(ApiOperations.GetRoutingTable, name), cancellation);
            if (table.Refusal is { } unknown)
                return unknown;
            var spec = WithoutEmpty(BodyOf(endpoint));
            spec[InitialRoutingDocument.Name] = InitialRoutingDocument.Of(endpoint, table.Value.Body);
            documents.Add(Declaration.ToJson(Name, name, spec));
            if (InitialRoutingDocument.NamesAgents(table.Value.Body))
                run.Tell($"{name}: a rollout moves it agent by agent; that part is left out, because agents of another installation have other ids.");
        }

        return new ExportedDocuments(documents);
    }

    private static PlannedChange PlanNew(Declaration declaration) => new()
    {
        Declaration = declaration,
        IsNew = true,
        Fields = [.. FieldComparison.Leaves(declaration.Spec).Select(leaf => new FieldChange(leaf.Path, null, leaf.Value, OwnerOf(declaration, leaf.Path)))],
        Body = declaration.Spec.DeepClone().AsObject(),
    };

    private static string OwnerOf(Declaration declaration, string path) =>
        JsonPath.Has(declaration.Spec, path) ? $"{declaration.File}:{declaration.Find(path)}" : FieldChange.People;

    /// <summary>The body that would leave an endpoint as it is.</summary>
    public static JsonObject BodyOf(JsonObject endpoint) => new(Members.Select(m => KeyValuePair.Create(m, endpoint[m]?.DeepClone())));

    // What says nothing would only make the file the owner of it.
    private static JsonObject WithoutEmpty(JsonObject body) => new(body.Where(m => m.Value is not null and not JsonArray { Count: 0 })
        .Select(m => KeyValuePair.Create(m.Key, m.Value is JsonObject inner ? WithoutEmpty(inner) : m.Value?.DeepClone())));
}
