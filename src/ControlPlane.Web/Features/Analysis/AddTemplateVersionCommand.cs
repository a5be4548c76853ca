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

/// <summary>Makes an analysis template, or a further version of one. Versions never change; what rollouts run already stays as it is.</summary>
public sealed partial class AddTemplateVersionCommand(CommandAccess access, TemplateReader reader, StateWriter writer, ChangeBell bell, TimeProvider clock, ILogger<AddTemplateVersionCommand> logger)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusals: see <see cref="TemplateRefusals"/>, and <see cref="EndpointRefusals.ChangedMeanwhile"/>.</returns>
    public async Task<Outcome<RegisteredTemplate>> RunAsync(AddTemplateVersionRequest request, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckAsync<AddTemplateVersionCommand>(actor, AccessScope.Anywhere, cancellation) is { } forbidden)
            return forbidden;
        if ((RegisteredTemplate.Create(request.Name, clock.GetUtcNow()).Refusal ?? reader.Check(request.Name, request.Draft)) is { } wrong)
            return wrong;
        var outcome = await writer.RunAsync(
            async (context, unitCancellation) =>
            {
                var store = new TemplateStore(context);
                var known = await store.FindAsync(request.Name, unitCancellation);
                return Choose(known, request).Then(template =>
                {
                    if (known is null)
                        store.Add(template);
                    return template.Add(request.Draft, actor, clock.GetUtcNow()).Then<RegisteredTemplate>(version =>
                    {
                        context.Note(RegistryDrafts.Added(version, actor));
                        return template;
                    });
                });
            },
            cancellation);
        if (outcome.IsAccepted)
        {
            LogAdded(request.Name, outcome.Value.Versions[^1].Number, actor.Name);
            bell.Ring(ChangeTopic.AnalysisTemplates, request.Name);
        }

        return outcome;
    }

    /// <summary>The answer about a template that is not there.</summary>
    public static Refusal NotFound(string name) => new(TemplateRefusals.NotFound, $"There is no analysis template '{name}'.");

    /// <summary>Null when the template is still what a caller read.</summary>
    internal static Refusal? CheckUnchanged(RegisteredTemplate template, long? expected) =>
        expected is null || expected == template.ConcurrencyVersion
            ? null
            : new Refusal(EndpointRefusals.ChangedMeanwhile, $"'{template.Name}' is at version {template.ConcurrencyVersion}, the change was made for version {expected}; read it again.");

    private Outcome<RegisteredTemplate> Choose(RegisteredTemplate? known, AddTemplateVersionRequest request)
    {
        var isThere = known is { DeletedAt: null };
        if (request.IsNew && isThere)
            return Refusal.OfField(TemplateRefusals.Exists, "name", $"'{request.Name}' exists already", "add a version to it, or choose another name");
        if (!request.IsNew && !isThere)
            return NotFound(request.Name);
        if (known is null)
            return RegisteredTemplate.Create(request.Name, clock.GetUtcNow());
        return isThere && CheckUnchanged(known, request.ExpectedVersion) is { } changed ? changed : known;
    }

    [LoggerMessage(1300, LogLevel.Information, "Analysis template {Template} has version {Number}, made by {Actor}.")]
    private partial void LogAdded(string template, int number, string actor);
}
