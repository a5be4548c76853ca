using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Analysis;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Analysis.Templates.Stored;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Analysis;

/// <summary>Takes an analysis template away; rollouts go on with the copies in their plans.</summary>
public sealed partial class DeleteTemplateCommand(CommandAccess access, StateWriter writer, ChangeBell bell, TimeProvider clock, ILogger<DeleteTemplateCommand> logger)
{
    /// <summary>Runs it.</summary>
    /// <param name="name">Name of the template.</param>
    /// <param name="expectedVersion">The concurrency version that was read; null accepts any.</param>
    /// <param name="actor">Who deletes.</param>
    /// <param name="cancellation">Gives up before the change is made.</param>
    /// <returns>Refusals: <see cref="TemplateRefusals.NotFound"/>, <see cref="EndpointRefusals.ChangedMeanwhile"/>.</returns>
    public async Task<Outcome<RegisteredTemplate>> RunAsync(string name, long? expectedVersion, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckAsync<DeleteTemplateCommand>(actor, AccessScope.Anywhere, cancellation) is { } forbidden)
            return forbidden;
        var outcome = await writer.RunAsync<RegisteredTemplate>(
            async (context, unitCancellation) =>
            {
                if (await new TemplateStore(context).FindAsync(name, unitCancellation) is not { DeletedAt: null } template)
                    return AddTemplateVersionCommand.NotFound(name);
                if (AddTemplateVersionCommand.CheckUnchanged(template, expectedVersion) is { } changed)
                    return changed;
                var now = clock.GetUtcNow();
                context.Note(RegistryDrafts.Deleted(name, template.Versions.Count, actor, now));
                template.Delete(now);
                return template;
            },
            cancellation);
        if (outcome.IsAccepted)
        {
            LogDeleted(name, actor.Name);
            bell.Ring(ChangeTopic.AnalysisTemplates, name);
        }

        return outcome;
    }

    [LoggerMessage(1301, LogLevel.Information, "Analysis template {Template} was deleted by {Actor}.")]
    private partial void LogDeleted(string template, string actor);
}
