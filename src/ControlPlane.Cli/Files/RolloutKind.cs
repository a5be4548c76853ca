using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Output;
using ControlPlane.Cli.Rollouts;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Cli.Files;

/// <summary>
/// <c>kind: Rollout</c> and <c>kind: FeatureFlag</c>: a rollout that shall have been started once. What became of it stands:
/// a version that was taken back is not rolled out again until the file names another.
/// </summary>
internal sealed class RolloutKind(string name, string? strategy) : IDeclaredKind
{
    public const string RolloutName = "Rollout";
    public const string FlagName = "FeatureFlag";

    private const string Endpoint = "endpoint";
    private const string Strategy = "strategy";
    private const string Versions = "versions";

    private static readonly RolloutPhase[] TakenBack = [RolloutPhase.RollingBack, RolloutPhase.RolledBack, RolloutPhase.Aborted, RolloutPhase.Failed];

    public IReadOnlyList<ApiOperation> Reads { get; } = [ApiOperations.ListRolloutsOfEndpoint, ApiOperations.GetEndpoint, ApiOperations.GetModel];

    public IReadOnlyList<ApiOperation> Writes { get; } = [ApiOperations.StartRollout, ApiOperations.AbortRollout];

    public string Removal => "it is aborted where it is under way";

    public async Task<Outcome<PlannedChange>> PlanAsync(CommandRun run, Declaration declaration, AppliedDeclaration? applied, CancellationToken cancellation)
    {
        var body = BodyOf(declaration.Spec);
        var found = await FindAsync(run, declaration.Spec, cancellation);
        if (found.Refusal is { Code: EndpointRefusals.NotFound } && applied is null)
            return Plan(declaration, null, body, isStarted: true, null);
        if (found.Refusal is { } refusal)
            return refusal;
        var past = found.Value.Count == 0 ? null : found.Value[0];
        var isSame = applied is not null && JsonNode.DeepEquals(applied.Spec, declaration.Spec);

        // What the file named before was something else: whatever became of these versions earlier, they are asked for now.
        var isNamedAnew = applied is not null && !((string[])[Endpoint, Versions]).All(member => JsonNode.DeepEquals(applied.Spec[member], declaration.Spec[member]));
        return past switch
        {
            null => Plan(declaration, applied, body, isStarted: !isSame, isSame ? "it was started once; name another version to start another" : null),
            _ when isNamedAnew => Plan(declaration, applied, body, isStarted: true, null),
            _ when TakenBack.Contains(PhaseOf(past)) => Plan(
                declaration, applied, body, isStarted: false, $"{VersionsText(past)} was taken back and stays away until the file names another: {past["reason"]}"),
            _ when isSame => Plan(declaration, applied, body, isStarted: false, $"it is {past["phase"]}: {past["reason"]}"),
            _ when !HasStrategy(past, body) || PhaseOf(past) == RolloutPhase.Superseded => Plan(declaration, applied, body, isStarted: true, null),
            _ => Plan(declaration, applied, body, isStarted: false, $"it is {past["phase"]}: {past["reason"]} It keeps the shape it began with; name another version to start another."),
        };
    }

    public async Task<Outcome<PlannedChange>> ApplyAsync(CommandRun run, PlannedChange change, CancellationToken cancellation)
    {
        var body = change.Body.DeepClone().AsObject();
        body["reason"] ??= $"apply {change.Declaration.File}";
        var call = new ApiCall(ApiOperations.StartRollout, EndpointOf(change.Declaration.Spec)) { Body = body, Subject = $"{name}/{change.Declaration.Name}" };
        return (await run.CallAsync(call, cancellation)).Then<PlannedChange>(_ => change);
    }

    public async Task<Outcome<AppliedDeclaration>> RemoveAsync(CommandRun run, AppliedDeclaration applied, CancellationToken cancellation)
    {
        var found = await FindAsync(run, applied.Spec, cancellation);
        if (found.Refusal is { } refusal)
            return refusal.Code == EndpointRefusals.NotFound ? applied : refusal;
        var body = BodyOf(applied.Spec);
        if (found.Value.Find(r => HasStrategy(r, body)) is not { } newest || RolloutEnd.IsReached(newest))
            return applied;
        var call = new ApiCall(ApiOperations.AbortRollout, (string)newest["id"]!) { Body = new JsonObject { ["reason"] = $"apply --prune: {applied.Source} is gone" }, Subject = $"{name}/{applied.Name}" };
        return (await run.CallAsync(call, cancellation)).Then<AppliedDeclaration>(_ => applied);
    }

    /// <summary>None: what a rollout made of an endpoint is exported with the endpoint; doing it again is a decision.</summary>
    public Task<Outcome<ExportedDocuments>> ExportAsync(CommandRun run, CancellationToken cancellation) => Task.FromResult<Outcome<ExportedDocuments>>(new ExportedDocuments([]));

    // Rollouts of these versions, newest first.
    private async Task<Outcome<List<JsonObject>>> FindAsync(CommandRun run, JsonObject spec, CancellationToken cancellation)
    {
        var body = BodyOf(spec);
        var wanted = await RolloutVersions.ResolveAsync(run, EndpointOf(spec), body[Versions] as JsonArray ?? [], cancellation);
        if (wanted.Refusal is { } unknown)
            return unknown;
        var rollouts = await run.ListAsync(new ApiCall(ApiOperations.ListRolloutsOfEndpoint, EndpointOf(spec)), int.MaxValue, cancellation);
        return rollouts.Then<List<JsonObject>>(all =>
            all.Select(r => r!.AsObject()).Where(r => r[Versions]!.AsArray().Select(v => (int)v!).Order().SequenceEqual(wanted.Value.Order())).ToList());
    }

    private JsonObject BodyOf(JsonObject spec)
    {
        var body = spec.DeepClone().AsObject();
        body.Remove(Endpoint);
        if (strategy is not null)
            body[Strategy] = strategy;
        return body;
    }

    private static PlannedChange Plan(Declaration declaration, AppliedDeclaration? applied, JsonObject body, bool isStarted, string? note) => new()
    {
        Declaration = declaration,
        IsNew = isStarted,
        Fields =
        [
            .. FieldComparison.Leaves(declaration.Spec).Select(leaf => new FieldChange(
                leaf.Path, isStarted ? JsonPath.Find(applied?.Spec, leaf.Path) : leaf.Value, leaf.Value, $"{declaration.File}:{declaration.Find(leaf.Path)}")),
        ],
        Note = note,
        Body = body,
    };

    private static bool HasStrategy(JsonObject rollout, JsonObject body) => (string?)rollout[Strategy] == (string?)body[Strategy];

    private static string EndpointOf(JsonObject spec) => (string)spec[Endpoint]!;

    private static string VersionsText(JsonObject rollout) => string.Join(", ", rollout[Versions]!.AsArray().Select(v => $"version {v}"));

    private static RolloutPhase PhaseOf(JsonObject rollout) =>
        Enum.TryParse<RolloutPhase>(((string?)rollout["phase"])?.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var phase) ? phase : RolloutPhase.Progressing;
}
