using ControlPlane.Data.Analysis;
using ControlPlane.Data.Rollouts;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Web.Components.Live;

namespace ControlPlane.Web.Features.Analysis;

/// <summary>Reads what the pages of analysis templates show. A singleton, thread-safe.</summary>
public sealed class TemplateScreenQuery(TemplateQueries templates, RolloutQueries rollouts)
{
    /// <summary>Every template, by name.</summary>
    public async Task<IReadOnlyList<TemplateScreen>> ListAsync(CancellationToken cancellation)
    {
        var active = await rollouts.ListActiveAsync(cancellation);
        return [.. (await templates.ListAsync(cancellation)).Select(t => new TemplateScreen(t, [.. active.Where(r => Uses(r, t.Name))]))];
    }

    /// <summary>One template.</summary>
    public async Task<Found<TemplateScreen>> FindAsync(string name, CancellationToken cancellation)
    {
        if (await templates.FindAsync(name, cancellation) is not { } template)
            return new Found<TemplateScreen>(null);
        var active = await rollouts.ListActiveAsync(cancellation);
        return new Found<TemplateScreen>(new TemplateScreen(template, [.. active.Where(r => Uses(r, name))]));
    }

    private static bool Uses(Rollout rollout, string name) =>
        rollout.Plan.Steps.OfType<AnalyseStep>().Select(s => s.Template).Append(rollout.Plan.Watch).Any(t => t is { Version: not null } && t.Name == name);
}
