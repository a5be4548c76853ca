using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Models;
using ControlPlane.Domain.Models;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;
using ControlPlane.Web.Features.Analysis;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Hosting;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>Compiles a draft against what is true now and checks what must hold before traffic moves. Changes nothing. A singleton, thread-safe.</summary>
public sealed class RolloutPreparation(
    EndpointQueries endpoints, ModelQueries models, TemplateReader templates, HookAnswers hooks, RolloutFactsReader facts, IOptions<RolloutOptions> options, IOptions<AccessOptions> access)
{
    /// <summary>The plan, or why it cannot start.</summary>
    /// <returns>Refusals: see <see cref="RolloutRefusals"/>.</returns>
    public async Task<Outcome<PreparedRollout>> RunAsync(string endpointName, RolloutDraft draft, CancellationToken cancellation)
    {
        if (await endpoints.FindAsync(endpointName, cancellation) is not { } endpoint)
            return EndpointUnit.NotFound(endpointName);

        var resolved = await templates.ResolveAsync(draft, cancellation);
        if (resolved.Refusal is { } unresolved)
            return unresolved;
        if (hooks.Check(draft.Hooks) is { } unaskable)
            return unaskable;

        var versions = await models.VersionsAsync(endpoint.Model, cancellation);
        var agents = await facts.StandingsAsync(endpoint.Pool, endpoint.Name, endpoint.Model, cancellation);
        var recipe = new RecipeFacts
        {
            StableVersion = endpoint.StableVersion,
            Versions = versions,
            Agents = [.. agents.Where(a => a.IsReachable).Select(a => a.Id)],
            UsualHold = options.Value.Hold,
        };
        var champion = endpoint.Variants.First(v => v.Role == VariantRole.Champion).Name;
        var baseline = await facts.ChampionAsync(endpoint.Name, champion, cancellation);
        return Recipe.Compile(resolved.Value, recipe).Then(plan => access.Value.NeedsFourEyes(endpoint.Pool) ? FourEyes.Require(plan) : plan).Then<PreparedRollout>(plan =>
        {
            var differences = DifferencesOf(plan, endpoint.StableVersion, versions);
            var forward = draft.RollsForward ? AlarmRule.Warn(plan, baseline, endpoint.StableVersion) : null;
            if ((CheckSignatures(differences) ?? (draft.RollsForward ? null : AlarmRule.Check(plan, baseline))) is { } refusal)
                return refusal;
            var warned = plan with
            {
                Warnings = [.. plan.Warnings, .. forward is null ? Array.Empty<string>() : [forward], .. differences.SelectMany(d => d.Value.Select(w => $"v{d.Key}: {w.Field} {w.Sentence}."))],
            };
            return new PreparedRollout(endpoint, warned, PlanForecast.Of(plan, endpoint.StableVersion, agents.Count), differences, agents, baseline);
        });
    }

    private static Dictionary<int, IReadOnlyList<SignatureDifference>> DifferencesOf(RolloutPlan plan, int stableVersion, IReadOnlyList<ModelVersion> versions)
    {
        var stable = versions.First(v => v.Number == stableVersion);

        // What stands in for a version answers the same callers.
        return plan.Challengers(stableVersion).Union(plan.Fallbacks).ToDictionary(v => v, v => SignatureComparison.Compare(stable, versions.First(c => c.Number == v)));
    }

    private static Refusal? CheckSignatures(Dictionary<int, IReadOnlyList<SignatureDifference>> differences)
    {
        var blocking = differences.SelectMany(d => d.Value.Where(w => w.IsBlocking).Select(w => (Version: d.Key, Difference: w))).ToList();
        if (blocking.Count == 0)
            return null;
        return new Refusal(
            RolloutRefusals.SignatureMismatch,
            $"v{blocking[0].Version} cannot answer the callers of this endpoint: {blocking[0].Difference.Field} {blocking[0].Difference.Sentence}{(blocking.Count == 1 ? "" : $" ({blocking.Count - 1} more)")}.")
        {
            Fields = [.. blocking.Select(b => new FieldProblem(b.Difference.Field, b.Difference.Sentence, $"register a version of the model that keeps it, or give v{b.Version} an endpoint of its own"))],
        };
    }
}
